import { BackendDisposedError, Tensor } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";
import * as tf from "@tensorflow/tfjs";

/** What tfjs computes; everything else is left to the reference evaluation. @type {Record<string, (x: tf.Tensor) => tf.Tensor>} */
const native = { relu: (x) => tf.relu(x), sigmoid: (x) => tf.sigmoid(x), tanh: (x) => tf.tanh(x) };

/** @returns {Promise<import("@actfn/core").Backend>} */
export default async function tfjsBackend() {
  await tf.setBackend("cpu");
  await tf.ready();
  let disposed = false;

  /** @param {import("@actfn/core").KernelRequest} request */
  const isNative = ({ activation, pass, dtype, precision }) =>
    precision === "fast" && pass === "forward" && dtype === "float32" && activation.name in native;

  return {
    contract: "v1",
    name: "tfjs",
    info: {
      version: "1.0.0",
      runtime: `tfjs ${tf.version.tfjs}`,
      device: "cpu",
      threads: 1,
      native: Object.keys(native),
    },
    supports: (request) => ({ status: isNative(request) ? "native" : "lowered" }),
    async execute(request) {
      if (disposed) throw new BackendDisposedError("tfjs");
      if (!isNative(request)) return evaluateRequest(request);
      const [x] = request.inputs;
      const data = tf.tidy(() => native[request.activation.name](tf.tensor(x.data, [...x.shape])).dataSync());
      const out = request.outputs[0];
      if (out === undefined) return [new Tensor("float32", x.shape, data)];
      out.data.set(data);
      return [out];
    },
    async dispose() {
      disposed = true;
    },
  };
}

/** @type {import("@actfn/conformance").Profile} */
export const profile = {
  deviations: [
    {
      id: "relu-negative-zero",
      reason: "tfjs computes relu as max(0, x), which is +0 for -0.",
      where: { activation: "relu", pass: "forward", precision: "fast" },
      expect: "deviates",
      x: [-0, 0],
      gives: "zero",
    },
  ],
};
