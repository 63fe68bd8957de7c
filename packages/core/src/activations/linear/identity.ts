import { type Activation, makeActivation } from "../../activation/activation.js";

/**
 * The identity, also called linear: f(x) = x.
 *
 * Shapes: any; the output has x's. f′(x) = 1.
 */
export const identity: Activation = makeActivation({
  name: "identity",
  title: "Identity",
  summary: "Gives back what it gets: the output layer of a regression, and a neutral element when composing.",
  family: "linear",
  aliases: ["linear"],
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => x,
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentred: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1,
    cost: "trivial",
  },
  frameworks: {
    pytorch: { name: "nn.Identity" },
    jax: { name: "nn.identity" },
    keras: { name: "activations.linear" },
    onnx: { name: "Identity" },
    tfjs: { name: "linear" },
  },
  usedIn: ["Output layers of regressions", "Logits before a loss that applies softmax itself"],
  pros: ["Passes the gradient unchanged."],
  cons: ["Layers with nothing else between them collapse into one linear layer."],
  seeAlso: ["bentIdentity"],
});
