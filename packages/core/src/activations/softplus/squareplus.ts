import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant, type Expression } from "../../expression/expression.js";
import { abs, add, div, less, max, min, mul, sqrt, square, sub, where } from "../../expression/primitives.js";

/** Options of {@link squareplus}. */
export interface SquareplusOptions {
  /** How round the bend is; a finite number above 0, by default 4. */
  readonly b?: number;
}

/**
 * A smooth ReLU from a square root: f(x) = (x + √(x² + b)) / 2.
 *
 * Shapes: any; the output has the shape of x. f′(x) = f(x) / √(x² + b).
 * Throws an `InvalidOptionError` for a b that is not finite and positive.
 *
 * Source: Barron 2021, arXiv 2112.11687.
 */
export const squareplus: Activation<SquareplusOptions> = makeActivation<SquareplusOptions>({
  name: "squareplus",
  title: "Squareplus",
  summary: "Softplus without an exponential or a logarithm.",
  family: "softplus",
  domain: { kind: "pointwise" },
  options: {
    b: {
      type: "number",
      default: 4,
      tex: "b",
      description: "How round the bend is: the value at 0 is √b/2.",
      accepts: {
        description: "a finite number greater than 0",
        test: (value) => value > 0 && value < Infinity,
      },
      shown: [0.25, 8],
    },
  },
  expression: ({ x, b }) => div(add(x, sqrt(add(square(x), b))), 2),
  stable: {
    forward: ({ x, b }) => value(x, b),
    backward: ({ x, b }) => [div(value(x, b), root(x, b))],
  },
  properties: {
    range: { lower: 0, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    lipschitz: 1,
    saturates: "left",
    saturation: { below: -9.85 },
    gain: 0.816496580927726,
    cost: "trivial",
  },
});

const far = constant(2 ** 500);

/** √(x² + b), which is |x| before the square overflows. */
function root(x: Expression, b: Expression): Expression {
  return max(abs(x), sqrt(add(square(min(abs(x), far)), b)));
}

function value(x: Expression, b: Expression): Expression {
  const r = root(x, b);
  return where(less(x, 0), div(div(b, 2), sub(r, x)), add(mul(0.5, x), mul(0.5, r)));
}
