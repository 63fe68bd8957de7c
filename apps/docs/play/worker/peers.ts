/** The other libraries that compute activations in a browser, each called as its users call it. Loaded when asked for. */
import { defaultDevice, init, jit, nn, numpy as np } from "@jax-js/jax";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";

/** A library that computes an activation of many numbers; `prepare` gives nothing for one that it does not have. */
export interface Peer {
  readonly name: string;
  prepare(activation: string, x: Float32Array): (() => unknown) | undefined;
}

/** Starts them. One that does not start here is told to `fail` and left out. */
export async function openPeers(fail: (name: string, error: unknown) => void): Promise<Peer[]> {
  const open: Peer[] = [];
  for (const [name, start] of Object.entries(peers)) {
    try {
      open.push({ name, prepare: await start() });
    } catch (error) {
      fail(name, error);
    }
  }
  return open;
}

const peers: Readonly<Record<string, () => Promise<Peer["prepare"]>>> = {
  "tfjs-wasm": () => tfjs("wasm"),
  "tfjs-cpu": () => tfjs("cpu"),
  "jax-js": jaxJs,
};

async function tfjs(backend: "wasm" | "cpu"): Promise<Peer["prepare"]> {
  setWasmPaths(new URL("./", import.meta.url).href);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend} here.`);
  const of: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
    relu: tf.relu,
    sigmoid: tf.sigmoid,
    tanh: tf.tanh,
    silu: (x) => tf.mul(x, tf.sigmoid(x)),
    gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1)),
  };
  return (activation, x) => {
    const compute = of[activation];
    if (compute === undefined) return undefined;
    return () => {
      let answer: unknown;
      if (tf.getBackend() !== backend) void tf.setBackend(backend);
      // Not returned from `tidy`, which would look for tensors among the numbers.
      tf.tidy(() => {
        answer = compute(tf.tensor(x, [x.length], "float32")).dataSync();
      });
      return answer;
    };
  };
}

async function jaxJs(): Promise<Peer["prepare"]> {
  await init("wasm");
  defaultDevice("wasm");
  const of: Readonly<Record<string, (x: np.Array) => np.Array>> = {
    relu: nn.relu,
    sigmoid: nn.sigmoid,
    tanh: np.tanh,
    silu: nn.silu,
    gelu: (x) => nn.gelu(x, { approximate: false }),
  };
  return (activation, x) => {
    const compute = of[activation];
    if (compute === undefined) return undefined;
    const compiled = jit((input: np.Array) => compute(input));
    return () => compiled(np.array(x as Float32Array<ArrayBuffer>)).dataSync();
  };
}
