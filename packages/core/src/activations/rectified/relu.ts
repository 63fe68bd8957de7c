import { type Activation, makeActivation } from "../../activation/activation.js";
import { max } from "../../expression/primitives.js";

/**
 * The rectified linear unit: f(x) = max(x, 0).
 *
 * Shapes: any; the output has x's. f′(x) is 1 for x > 0, otherwise 0, at 0 too. relu(−0) is −0 and relu(NaN) is NaN.
 *
 * Source: Fukushima 1969; Nair & Hinton 2010.
 */
export const relu: Activation = makeActivation({
  name: "relu",
  title: "ReLU",
  summary: "Keeps what is positive and drops the rest: the plainest nonlinearity, and still the fastest.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => max(x, 0),
  properties: {
    range: { lower: 0, upper: Infinity, closed: [true, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentred: false,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: 0 },
    gain: Math.SQRT2,
    cost: "trivial",
  },
  frameworks: {
    pytorch: { name: "nn.ReLU" },
    jax: { name: "nn.relu" },
    keras: { name: "activations.relu", note: "also takes negative_slope, max_value and threshold" },
    onnx: { name: "Relu", note: "opset 14" },
    tfjs: { name: "relu" },
  },
  usedIn: ["AlexNet", "VGG", "ResNet", "The original Transformer's feed-forward layers"],
  pros: [
    "One comparison an element.",
    "No saturation for positive inputs.",
    "Sparse: about half the outputs are 0.",
  ],
  cons: [
    "A unit whose inputs are all negative gets no gradient and stays dead.",
    "Outputs are not zero-centred.",
  ],
  numerics: [
    "Comparisons that drop NaN turn a diverging network into one that looks well; here NaN stays NaN.",
  ],
  origin: [
    {
      title: "Visual Feature Extraction by a Multilayered Network of Analog Threshold Elements",
      authors: "K. Fukushima",
      year: 1969,
    },
    {
      title: "Rectified Linear Units Improve Restricted Boltzmann Machines",
      authors: "V. Nair, G. E. Hinton",
      year: 2010,
    },
  ],
  seeAlso: ["leakyRelu", "relu6", "gelu", "squaredRelu"],
});
