import { type Activation, makeActivation } from "../../activation/activation.js";
import { constant, type Expression, type InputExpression } from "../../expression/expression.js";
import { abs, add, div, max, min, mul, sqrt, square, sub } from "../../expression/primitives.js";

/**
 * The bent identity: f(x) = (√(x² + 1) − 1)/2 + x.
 *
 * Shapes: any; the output has the shape of x. f′(x) = x / (2√(x² + 1)) + 1, between 1/2 and 3/2.
 */
export const bentIdentity: Activation = makeActivation({
  name: "bentIdentity",
  title: "Bent identity",
  summary: "A line that bends gently from slope 1/2 to slope 3/2.",
  family: "linear",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => add(div(sub(sqrt(add(square(x), 1)), 1), 2), x),
  stable: {
    forward: ({ x }) => mul(x, add(1, mul(0.5, div(x, add(root(x), 1))))),
    backward: ({ x }) => [add(mul(0.5, div(x, root(x))), 1)],
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1.5,
    saturates: "none",
    gain: 0.965503508676664,
    cost: "trivial",
  },
});

const far = constant(2 ** 500);

/** √(x² + 1), which is |x| before the square overflows. */
function root(x: InputExpression): Expression {
  return max(abs(x), sqrt(add(square(min(abs(x), far)), 1)));
}
