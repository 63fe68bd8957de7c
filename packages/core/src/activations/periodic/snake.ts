import { type Activation, makeActivation } from "../../activation/activation.js";
import {
  abs,
  add,
  cos,
  div,
  equal,
  greaterEqual,
  less,
  mul,
  sin,
  square,
  where,
} from "../../expression/primitives.js";

/** Options of {@link snake}. */
export interface SnakeOptions {
  /** The frequency; a finite number other than 0, by default 1. */
  readonly alpha?: number;
}

/**
 * Snake: f(x) = x + sin²(alpha·x) / alpha.
 *
 * Shapes: any; the output has the shape of x. f′(x) = 1 + sin(2·alpha·x) = (sin(alpha·x) + cos(alpha·x))².
 * Throws an `InvalidOptionError` for an alpha of 0 or one that is not finite.
 *
 * Source: Ziyin, Hartwig & Ueda 2020.
 */
export const snake: Activation<SnakeOptions> = makeActivation<SnakeOptions>({
  name: "snake",
  title: "Snake",
  summary: "A line with a ripple: networks that extrapolate periods.",
  family: "periodic",
  domain: { kind: "pointwise" },
  options: {
    alpha: {
      type: "number",
      default: 1,
      tex: "\\alpha",
      description: "The frequency.",
      accepts: {
        description: "a finite number other than 0",
        test: (value) => Number.isFinite(value) && value !== 0,
      },
      shown: [0.5, 10],
    },
  },
  expression: ({ x, alpha }) => add(x, div(square(sin(mul(alpha, x))), alpha)),
  stable: {
    // From 2^128 on the ripple is below the last digit of x, and sin has no value there; −0 + 0 would be 0.
    forward: ({ x, alpha }) => {
      const rippled = add(x, div(square(sin(mul(alpha, x))), alpha));
      return where(equal(x, 0), x, where(greaterEqual(abs(x), 2 ** 128), x, rippled));
    },
    backward: ({ x, alpha }) => {
      // From 2^128 on, which stands for infinity, there is no slope: a small alpha must not bring it back.
      const angle = where(less(abs(x), 2 ** 128), mul(alpha, x), x);
      return [square(add(sin(angle), cos(angle)))];
    },
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 2,
    saturates: "none",
    gain: 0.87458098293137,
    cost: "several",
  },
});
