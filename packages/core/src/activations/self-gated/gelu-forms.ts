import type { ChoiceOption } from "../../definition/definition.js";
import { type ConstantExpression, constant, type Expression } from "../../expression/expression.js";
import {
  add,
  max,
  min,
  mul,
  neg,
  normalCdf,
  normalPdf,
  sigmoid,
  square,
  sub,
} from "../../expression/primitives.js";

/** Which GELU. */
export type Approximate = "none" | "tanh";

/** The option `approximate` of GELU and GEGLU. */
export const approximateOption: ChoiceOption<Approximate> = {
  type: "choice",
  default: "none",
  choices: ["none", "tanh"],
  description: "The exact function, or its approximation by tanh (which JAX takes by default).",
};

/** √(2/π). */
export const rootTwoOverPi: ConstantExpression = constant(Math.sqrt(2 / Math.PI), "\\sqrt{\\tfrac{2}{\\pi}}");

/** The cubic term of the approximation. */
export const cubic = 0.044715;

/** GELU in the form that is computed: x·Φ(x), or x·σ(2u), since 1 + tanh(u) = 2σ(2u). */
export function geluValue(x: Expression, approximate: Approximate): Expression {
  return mul(x, approximate === "none" ? normalCdf(x) : sigmoid(twiceInner(x)));
}

/** Its derivative. */
export function geluSlope(x: Expression, approximate: Approximate): Expression {
  return approximate === "none" ? exactSlope(x) : tanhSlope(x);
}

/** −(−x·φ − Φ) rather than Φ + x·φ: where both have underflowed the sum is −0, the sign of the tail, and not 0. */
function exactSlope(x: Expression): Expression {
  return neg(sub(neg(mul(x, normalPdf(x))), normalCdf(x)));
}

function twiceInner(x: Expression): Expression {
  return mul(mul(2, rootTwoOverPi), mul(x, add(1, mul(cubic, square(x)))));
}

/** σ(2u)·(1 + σ(−2u)·x·2u′); beyond ±50 σ(−2u) is 0, and x is held there so that nothing overflows. */
function tanhSlope(x: Expression): Expression {
  const held = max(min(x, 50), -50);
  const inner = twiceInner(held);
  const twice = mul(2, rootTwoOverPi);
  const steepness = add(mul(twice, held), mul(mul(mul(3 * cubic, twice), held), square(held)));
  return mul(sigmoid(inner), add(1, mul(steepness, sigmoid(neg(inner)))));
}
