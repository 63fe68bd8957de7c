import * as tf from "@tensorflow/tfjs";
import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { peerBackend } from "./peer-backend.mjs";

/** @typedef {(x: tf.Tensor, options: Readonly<Record<string, any>>) => tf.Tensor} Op */

/** @type {Readonly<Record<string, Op>>} */
const ops = {
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  leakyRelu: (x, { negativeSlope }) => tf.leakyRelu(x, negativeSlope),
  sigmoid: (x) => tf.sigmoid(x),
  tanh: (x) => tf.tanh(x),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  softplus: (x) => tf.softplus(x),
  logSigmoid: (x) => tf.logSigmoid(x),
  erf: (x) => tf.erf(x),
  exponential: (x) => tf.exp(x),
  softmax: (x, { axis }) => tf.softmax(x, axis),
  logSoftmax: (x, { axis }) => tf.logSoftmax(x, axis),
  logSumExp: (x, { axis }) => tf.logSumExp(x, axis),
};

/** Options that its functions do not have. @type {(name: string, options: Readonly<Record<string, unknown>>) => boolean} */
function isOwn(name, options) {
  if (name === "elu") return options.alpha === 1;
  if (name === "softplus") return options.beta === 1 && options.threshold === 20;
  if (name === "softmax") return options.temperature === 1 && options.masked === "nan";
  return true;
}

/**
 * tfjs on one of its backends.
 * @param {"cpu" | "wasm"} kind
 */
export async function tfjs(kind) {
  if (kind === "wasm") setThreadsCount(1);
  await tf.setBackend(kind);
  await tf.ready();
  return peerBackend({
    name: `tfjs-${kind}`,
    version: tf.version.tfjs,
    runtime: `@tensorflow/tfjs-backend-${kind} ${tf.version.tfjs}`,
    has: (name, options) => name in ops && isOwn(name, options),
    run: async ({ name, options, pass, shape, x, dy }) => {
      const op = /** @type {Op} */ (ops[name]);
      const isLast = options.axis === undefined || shape.length === 0 || options.axis === shape.length - 1;
      if (!isLast) throw new Error(`tfjs: ${name} along another axis than the last is not supported`);
      const result = tf.tidy(() => {
        const input = tf.tensor(x, [...shape]);
        if (pass === "forward") return op(input, options);
        const value = op(input, options);
        return tf.grad((one) => op(one, options))(
          input,
          tf.tensor(/** @type {Float32Array} */ (dy), value.shape),
        );
      });
      const data = /** @type {Float32Array} */ (await result.data());
      result.dispose();
      return data;
    },
  });
}
