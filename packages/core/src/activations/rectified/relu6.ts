import { type Activation, makeActivation } from "../../activation/activation.js";
import { max, min } from "../../expression/primitives.js";

/**
 * ReLU cut off at 6: f(x) = min(max(x, 0), 6).
 *
 * Shapes: any; the output has x's. f′(x) is 1 for 0 < x < 6, otherwise 0, at 0 and 6 too.
 *
 * Source: Krizhevsky 2010; MobileNets: Howard et al. 2017.
 */
export const relu6: Activation = makeActivation({
  name: "relu6",
  title: "ReLU6",
  summary: "ReLU with a ceiling, so that few bits suffice for what comes out.",
  family: "rectified",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => min(max(x, 0), 6),
  properties: {
    range: { lower: 0, upper: 6, closed: [true, true] },
    monotonic: true,
    smoothness: 0,
    zeroCentred: false,
    lipschitz: 1,
    saturates: "both",
    saturation: { below: 0, above: 6 },
    gain: 1.41421356509507,
    cost: "trivial",
  },
  frameworks: {
    pytorch: { name: "nn.ReLU6" },
    jax: { name: "nn.relu6" },
    keras: { name: "activations.relu6" },
    onnx: { name: "Clip", note: "min 0, max 6" },
    tfjs: { name: "relu6" },
  },
  usedIn: ["MobileNet", "MobileNetV2", "Quantised networks"],
  pros: ["Bounded: quantises well.", "As cheap as ReLU."],
  cons: ["No gradient above 6 either.", "Units can die."],
  origin: [
    { title: "Convolutional Deep Belief Networks on CIFAR-10", authors: "A. Krizhevsky", year: 2010 },
    {
      title: "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications",
      authors: "A. G. Howard et al.",
      year: 2017,
      link: "https://arxiv.org/abs/1704.04861",
    },
  ],
  seeAlso: ["relu", "hardTanh", "hardSwish"],
});
