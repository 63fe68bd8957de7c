import { type Expression, type Operand, operation } from "./expression.js";

/** a + b. */
export const add = (a: Operand, b: Operand): Expression => operation("add", a, b);
/** a − b. */
export const sub = (a: Operand, b: Operand): Expression => operation("sub", a, b);
/** a · b. */
export const mul = (a: Operand, b: Operand): Expression => operation("mul", a, b);
/** a / b. */
export const div = (a: Operand, b: Operand): Expression => operation("div", a, b);
/** −a. */
export const neg = (a: Operand): Expression => operation("neg", a);
/** |a|; its derivative is sign(a), 0 at 0. */
export const abs = (a: Operand): Expression => operation("abs", a);
/** −1, ±0 (itself) or 1; its derivative is 0. */
export const sign = (a: Operand): Expression => operation("sign", a);
/** √a; NaN for a < 0. */
export const sqrt = (a: Operand): Expression => operation("sqrt", a);
/** a². */
export const square = (a: Operand): Expression => operation("square", a);
/** The smaller of the two; a at a tie and where a is NaN. At a tie the derivative is b's. */
export const min = (a: Operand, b: Operand): Expression => operation("min", a, b);
/** The larger of the two; a at a tie and where a is NaN. At a tie the derivative is b's. */
export const max = (a: Operand, b: Operand): Expression => operation("max", a, b);

/** eᵃ. */
export const exp = (a: Operand): Expression => operation("exp", a);
/** eᵃ − 1, accurate for small a. */
export const expm1 = (a: Operand): Expression => operation("expm1", a);
/** The natural logarithm; NaN for a < 0, −Infinity at 0. */
export const log = (a: Operand): Expression => operation("log", a);
/** log(1 + a), accurate for small a; a ≥ −1. */
export const log1p = (a: Operand): Expression => operation("log1p", a);
/** The sine of a, in radians. */
export const sin = (a: Operand): Expression => operation("sin", a);
/** The cosine of a, in radians. */
export const cos = (a: Operand): Expression => operation("cos", a);
/** The arctangent, from −π/2 to π/2. */
export const atan = (a: Operand): Expression => operation("atan", a);
/** The hyperbolic tangent. */
export const tanh = (a: Operand): Expression => operation("tanh", a);
/** The hyperbolic secant, 1 / cosh(a) = 2 / (eᵃ + e⁻ᵃ). */
export const sech = (a: Operand): Expression => operation("sech", a);
/** The logistic function 1 / (1 + e⁻ᵃ); its derivative is sigmoid(a) · sigmoid(−a), which keeps its digits in both tails. */
export const sigmoid = (a: Operand): Expression => operation("sigmoid", a);
/** log(1 + eᵃ); its derivative is sigmoid(a). */
export const softplus = (a: Operand): Expression => operation("softplus", a);
/** The error function 2/√π · ∫₀ᵃ exp(−t²) dt. */
export const erf = (a: Operand): Expression => operation("erf", a);
/** Φ(a), the probability that a standard normal variable is at most a; accurate in the lower tail. */
export const normalCdf = (a: Operand): Expression => operation("normalCdf", a);
/** φ(a) = exp(−a²/2) / √(2π), the standard normal density. */
export const normalPdf = (a: Operand): Expression => operation("normalPdf", a);

/** 1 where a > b, otherwise 0; a condition for {@link where}. */
export const greater = (a: Operand, b: Operand): Expression => operation("greater", a, b);
/** 1 where a ≥ b, otherwise 0. */
export const greaterEqual = (a: Operand, b: Operand): Expression => operation("greaterEqual", a, b);
/** 1 where a < b, otherwise 0. */
export const less = (a: Operand, b: Operand): Expression => operation("less", a, b);
/** 1 where a ≤ b, otherwise 0. */
export const lessEqual = (a: Operand, b: Operand): Expression => operation("lessEqual", a, b);
/** 1 where a = b, otherwise 0. */
export const equal = (a: Operand, b: Operand): Expression => operation("equal", a, b);
/** a where the condition is not 0, otherwise b. The branch not taken contributes nothing, not even NaN. */
export const where = (condition: Operand, a: Operand, b: Operand): Expression =>
  operation("where", condition, a, b);

/** The sum of a over the row. Only in axis activations, like all that follow. */
export const sumAlong = (a: Operand): Expression => operation("sumAlong", a);
/** The largest a of the row, NaN if there is one; −Infinity for an empty row. Treated as a constant by differentiation: use it to shift, not to differentiate through. */
export const maxAlong = (a: Operand): Expression => operation("maxAlong", a);
/** The position (0, 1, …) of the first largest a of the row. Its derivative is 0. */
export const argmaxAlong = (a: Operand): Expression => operation("argmaxAlong", a);
/** The τ for which Σ max(a − τ, 0) = 1 over the row (Martins & Astudillo 2016). */
export const sparsemaxThreshold = (a: Operand): Expression => operation("sparsemaxThreshold", a);
/** The τ for which Σ max(a − τ, 0)² = 1 over the row (Peters et al. 2019, with a = x/2). */
export const entmax15Threshold = (a: Operand): Expression => operation("entmax15Threshold", a);
