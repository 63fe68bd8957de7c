import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

const wasm = dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json"));
setWasmPaths(join(wasm, "dist", "/"));

/** One of TensorFlow.js's backends, `wasm` or `cpu`. */
export async function tfjs(backend) {
  await tf.setBackend(backend);
  await tf.ready();
  return {
    name: `tfjs-${backend}`,
    async prepare({ activation, pass, shape, x, out }) {
      // Its gradients are registered by modules that Node cannot load without a bundler.
      if (out !== undefined || pass === "backward") return undefined;
      const compute = activation.tfjs(tf);
      return () => {
        // The backend is up; switching to it takes effect at once.
        if (tf.getBackend() !== backend) void tf.setBackend(backend);
        let answer;
        // Not returned from `tidy`, which would look for tensors among the numbers.
        tf.tidy(() => {
          answer = compute(tf.tensor(x, shape, "float32")).dataSync();
        });
        return answer;
      };
    },
  };
}
