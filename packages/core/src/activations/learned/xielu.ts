import { type Activation, makeActivation } from "../../activation/activation.js";
import type { Expression, InputExpression } from "../../expression/expression.js";
import { polynomial } from "../../expression/polynomial.js";
import { add, expm1, greater, less, mul, square, sub, where } from "../../expression/primitives.js";
import type { TensorLike } from "../../tensor/from.js";

/** Options of {@link xielu}. */
export interface XieluOptions {
  /** How fast the slope grows on the right; by default 0.8. */
  readonly alphaP?: TensorLike;
  /** How deep the left side bends; by default 0.8. */
  readonly alphaN?: TensorLike;
  /** The slope at 0; any finite number, by default 0.5. */
  readonly beta?: number;
}

/**
 * The expanded integral of the exponential linear unit: f(x) = alphaP·x² + beta·x for x > 0, otherwise
 * alphaN·(eˣ − 1 − x) + beta·x.
 *
 * Shapes: x any; alphaP and alphaN scalars or shapes that broadcast to x; the output has the shape of x. Gradients: ∂f/∂x =
 * 2·alphaP·x + beta for x > 0, otherwise alphaN·(eˣ − 1) + beta; ∂f/∂alphaP = x² for x > 0, otherwise 0; ∂f/∂alphaN =
 * eˣ − 1 − x for x ≤ 0, otherwise 0. The paper keeps alphaP positive and alphaN above beta by learning them through a
 * softplus: give their values here, and multiply their gradients by the softplus's slope.
 *
 * Source: Huang & Schlag 2024.
 */
export const xielu: Activation<XieluOptions, "alphaP" | "alphaN"> = makeActivation<
  XieluOptions,
  "alphaP" | "alphaN"
>({
  name: "xielu",
  title: "xIELU",
  summary: "A square on the right, the integral of ELU on the left, both learned.",
  family: "learned",
  domain: { kind: "pointwise" },
  options: {
    alphaP: {
      type: "tensor",
      default: 0.8,
      tex: "\\alpha_p",
      description: "How fast the slope grows on the right.",
    },
    alphaN: {
      type: "tensor",
      default: 0.8,
      tex: "\\alpha_n",
      description: "How deep the left side bends.",
    },
    beta: { type: "number", default: 0.5, tex: "\\beta", description: "The slope at 0.", shown: [0, 1] },
  },
  learned: ["alphaP", "alphaN"],
  expression: ({ x, alphaP, alphaN, beta }) =>
    where(
      greater(x, 0),
      add(mul(alphaP, square(x)), mul(beta, x)),
      add(mul(alphaN, sub(expm1(x), x)), mul(beta, x)),
    ),
  stable: {
    forward: ({ x, alphaP, alphaN, beta }) => {
      const right = mul(x, add(mul(alphaP, x), beta));
      const near = mul(x, add(mul(alphaN, mul(x, series(x))), beta));
      const far = add(mul(alphaN, sub(expm1(x), x)), mul(beta, x));
      return where(greater(x, 0), right, where(less(x, -0.5), far, near));
    },
    backward: ({ x, alphaP, alphaN, beta }) => [
      where(greater(x, 0), add(mul(mul(2, alphaP), x), beta), add(mul(alphaN, expm1(x)), beta)),
      where(greater(x, 0), square(x), 0),
      where(greater(x, 0), 0, where(less(x, -0.5), sub(expm1(x), x), mul(square(x), series(x)))),
    ],
  },
  properties: {
    range: { lower: -0.2057512240964821, upper: Infinity, closed: [true, false] },
    monotonic: false,
    smoothness: 1,
    zeroCentered: true,
    lipschitz: Infinity,
    minimum: { x: -0.98082925301165, y: -0.2057512240964821 },
    saturates: "none",
    gain: 0.759076938277292,
    cost: "exponential",
  },
});

/** 1/2!, 1/3!, … 1/16! */
const factorials = Array.from({ length: 15 }, (_, i) => {
  let factorial = 1;
  for (let k = 2; k <= i + 2; k++) factorial *= k;
  return 1 / factorial;
});

/** (eˣ − 1 − x)/x² for −1/2 ≤ x ≤ 0: 1/2 + x/6 + x²/24 + …, to the last digit of a double. */
function series(x: InputExpression): Expression {
  return polynomial(x, factorials);
}
