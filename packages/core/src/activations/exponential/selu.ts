import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant } from "../../expression/expression.js";
import { exp, expm1, greater, mul, where } from "../../expression/primitives.js";

const alpha = constant(1.6732632423543772, "\\alpha");
const scale = constant(1.0507009873554805, "\\lambda");
const scaledAlpha = constant(1.7580993408473768, "\\lambda\\alpha");

/**
 * The scaled exponential linear unit: f(x) = λ·x for x > 0, otherwise λ·α·(eˣ − 1), with λ = 1.0507009873554804934… and
 * α = 1.6732632423543772848….
 *
 * Shapes: any; the output has the shape of x. f′(x) is λ for x > 0, otherwise λ·α·eˣ; at 0 it is λ·α.
 *
 * Source: Klambauer, Unterthiner, Mayr & Hochreiter 2017.
 */
export const selu: Activation = makeActivation({
  name: "selu",
  title: "SELU",
  summary: "ELU with two constants that make layers keep mean 0 and variance 1 by themselves.",
  family: "exponential",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => mul(scale, where(greater(x, 0), x, mul(alpha, expm1(x)))),
  stable: {
    forward: ({ x }) => where(greater(x, 0), mul(scale, x), mul(scaledAlpha, expm1(x))),
    backward: ({ x }) => [where(greater(x, 0), scale, mul(scaledAlpha, exp(x)))],
  },
  properties: {
    range: { lower: -1.7580993408473768, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: 0,
    zeroCentered: true,
    lipschitz: 1.7580993408473768,
    saturates: "left",
    saturation: { below: -5.17 },
    gain: 1,
    cost: "exponential",
  },
});
