import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import { polynomial } from "../../expression/polynomial.js";
import { abs, div, less, mul, square, sub, tanh, where } from "../../expression/primitives.js";

/**
 * What tanh takes away: f(x) = x − tanh(x).
 *
 * Shapes: any; the output has the shape of x. f′(x) = tanh²(x).
 *
 * Source: Torch.
 */
export const tanhshrink: Activation = makeActivation({
  name: "tanhshrink",
  title: "Tanhshrink",
  summary: "Nearly 0 around 0, nearly x ∓ 1 far from it: a smooth shrinkage.",
  family: "shrinkage",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => sub(x, tanh(x)),
  stable: {
    forward: ({ x }) => where(less(abs(x), 1), nearZero(x), sub(x, tanh(x))),
    backward: ({ x }) => [square(tanh(x))],
  },
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: true,
    lipschitz: 1,
    saturates: "none",
    gain: 2.33836753010212,
    cost: "several",
  },
});

/** The tenth convergent of Lambert's continued fraction x/(1 + x²/(3 + x²/(5 + …))) taken from x; 2⁻⁶² off at 1. */
const numerator = [218243025, 16081065, 289575, 1430, 1];
const denominator = [654729075, 310134825, 18918900, 315315, 1485, 1];

function nearZero(x: InputExpression): Expression {
  const z = square(x);
  return mul(mul(x, z), div(polynomial(z, numerator), polynomial(z, denominator)));
}
