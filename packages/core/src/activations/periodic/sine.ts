import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression } from "../../expression/expression.js";
import { abs, cos, less, mul, sin, where } from "../../expression/primitives.js";

/** Options of {@link sine}. */
export interface SineOptions {
  /** The frequency ω; any finite number, by default 1. SIREN takes 30 in its first layer. */
  readonly omega?: number;
}

/**
 * The sine: f(x) = sin(omega·x).
 *
 * Shapes: any; the output has the shape of x. f′(x) = omega·cos(omega·x). At ±Infinity there is no limit: NaN.
 * Throws an `InvalidOptionError` for an omega that is not finite.
 *
 * Source: Sitzmann, Martel, Bergman, Lindell & Wetzstein 2020.
 */
export const sine: Activation<SineOptions> = makeActivation<SineOptions>({
  name: "sine",
  title: "Sine",
  summary: "Periodic layers that represent images, sounds and fields by their coordinates.",
  family: "periodic",
  aliases: ["siren"],
  domain: { kind: "pointwise" },
  options: {
    omega: {
      type: "number",
      default: 1,
      tex: "\\omega",
      description: "The frequency; 30 in SIREN's first layer.",
      shown: [0.5, 30],
    },
  },
  expression: ({ x, omega }) => sin(mul(omega, x)),
  stable: {
    forward: ({ x, omega }) => sin(angle(x, omega)),
    backward: ({ x, omega }) => [mul(omega, cos(angle(x, omega)))],
  },
  properties: {
    range: { lower: -1, upper: 1, closed: [true, true] },
    monotonic: false,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "none",
    gain: 1.52086662317881,
    cost: "several",
  },
});

/** omega·x, but x itself from 2^128 on, which stands for infinity: a small omega must not bring it back. */
function angle(x: Expression, omega: Expression): Expression {
  return where(less(abs(x), 2 ** 128), mul(omega, x), x);
}
