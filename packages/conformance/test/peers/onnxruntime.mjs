import { createRequire } from "node:module";
import { nodeModel } from "./onnx-model.mjs";
import { peerBackend } from "./peer-backend.mjs";

/** @typedef {{ op: string, attributes?: Readonly<Record<string, number | string>>, opset?: number }} Node */

/** @type {Readonly<Record<string, (options: Readonly<Record<string, any>>) => Node>>} */
const nodes = {
  relu: () => ({ op: "Relu" }),
  leakyRelu: ({ negativeSlope }) => ({ op: "LeakyRelu", attributes: { alpha: negativeSlope } }),
  thresholdedRelu: ({ alpha }) => ({ op: "ThresholdedRelu", attributes: { alpha } }),
  sigmoid: () => ({ op: "Sigmoid" }),
  tanh: () => ({ op: "Tanh" }),
  elu: ({ alpha }) => ({ op: "Elu", attributes: { alpha } }),
  celu: ({ alpha }) => ({ op: "Celu", attributes: { alpha } }),
  selu: () => ({ op: "Selu" }),
  softplus: () => ({ op: "Softplus" }),
  softsign: () => ({ op: "Softsign" }),
  hardSigmoid: () => ({ op: "HardSigmoid", attributes: { alpha: 1 / 6, beta: 0.5 } }),
  hardSwish: () => ({ op: "HardSwish" }),
  mish: () => ({ op: "Mish" }),
  gelu: ({ approximate }) => ({ op: "Gelu", attributes: { approximate } }),
  silu: () => ({ op: "Swish", attributes: { alpha: 1 }, opset: 24 }),
  hardshrink: ({ lambda }) => ({ op: "Shrink", attributes: { lambd: lambda, bias: 0 } }),
  softshrink: ({ lambda }) => ({ op: "Shrink", attributes: { lambd: lambda, bias: lambda } }),
  erf: () => ({ op: "Erf" }),
  exponential: () => ({ op: "Exp" }),
  softmax: ({ axis }) => ({ op: "Softmax", attributes: { axis } }),
  logSoftmax: ({ axis }) => ({ op: "LogSoftmax", attributes: { axis } }),
  hardmax: ({ axis }) => ({ op: "Hardmax", attributes: { axis } }),
};

/** Options that its operators do not have. @type {(name: string, options: Readonly<Record<string, unknown>>) => boolean} */
function isOwn(name, options) {
  if (name === "softplus") return options.beta === 1 && options.threshold === 20;
  if (name === "softmax") return options.temperature === 1 && options.masked === "nan";
  return true;
}

/** ONNX Runtime's own operators, one to a model; it has no gradients. */
export async function onnxruntime() {
  const require = createRequire(import.meta.url);
  const ort = require("onnxruntime-node");
  const { version } = require("onnxruntime-node/package.json");
  /** @type {Map<string, Promise<any>>} */
  const sessions = new Map();
  return peerBackend({
    name: "onnxruntime-node",
    version,
    runtime: `onnxruntime-node ${version}, CPU execution provider`,
    has: (name, options, pass) => pass === "forward" && name in nodes && isOwn(name, options),
    run: async ({ name, options, shape, x }) => {
      const node = /** @type {(options: any) => Node} */ (nodes[name])(options);
      const rank = shape.length;
      const key = `${JSON.stringify(node)} ${rank}`;
      let session = sessions.get(key);
      if (session === undefined) {
        session = ort.InferenceSession.create(nodeModel(node, rank), {
          intraOpNumThreads: 1,
          logSeverityLevel: 4,
        });
        sessions.set(key, session);
      }
      const result = await (await session).run({
        x: new ort.Tensor("float32", Float32Array.from(x), [...shape]),
      });
      return result.y.data;
    },
    dispose: async () => {
      for (const session of sessions.values()) await (await session).release();
    },
  });
}
