import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { getThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

const wasm = dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json"));
setWasmPaths(join(wasm, "dist", "/"));

/** One of TensorFlow.js's backends, `wasm` or `cpu`. */
export async function tfjs(backend) {
  await tf.setBackend(backend);
  await tf.ready();
  return {
    name: `tfjs-${backend}`,
    threads: backend === "wasm" ? threadsOfWasm() : 1,
    async prepare({ activation, pass, shape, x }) {
      // Its gradients are registered by modules that Node cannot load without a bundler. It has no `out`.
      if (pass === "backward") return undefined;
      const compute = activation.tfjs(tf);
      const run = () => {
        let answer;
        // Not returned from `tidy`, which would search the numbers for tensors.
        tf.tidy(() => {
          answer = compute(tf.tensor(x, shape, "float32")).dataSync();
        });
        return answer;
      };
      return { run, before: () => tf.setBackend(backend) };
    },
  };
}

function threadsOfWasm() {
  try {
    return getThreadsCount();
  } catch {
    return 1;
  }
}
