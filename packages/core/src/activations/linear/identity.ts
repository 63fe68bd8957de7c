import { type Activation, makeActivation } from "../../activation/activation.js";

/**
 * The identity, also called linear: f(x) = x.
 *
 * Shapes: any; the output has the shape of x. f′(x) = 1.
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
    zeroCentered: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1,
    cost: "trivial",
  },
});
