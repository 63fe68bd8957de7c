import { constant, type Expression, type Operand, operation } from "../expression.js";
import { simplify } from "../simplify.js";
import { greater, less } from "./comparison.js";
import type { Families } from "./record.js";

/** a + b. */
export const add = (a: Operand, b: Operand): Expression => operation("add", a, b);
/** a − b. */
export const sub = (a: Operand, b: Operand): Expression => operation("sub", a, b);
/** a · b. */
export const mul = (a: Operand, b: Operand): Expression => operation("mul", a, b);
/** a / b. */
export const div = (a: Operand, b: Operand): Expression => operation("div", a, b);
/** a². */
export const square = (a: Operand): Expression => operation("square", a);
/** √a; NaN for a < 0. */
export const sqrt = (a: Operand): Expression => operation("sqrt", a);

/** −a. */
export const neg = (a: Operand): Expression => operation("neg", a);
/** |a|; its derivative is sign(a), 0 at 0. */
export const abs = (a: Operand): Expression => operation("abs", a);
/** −1, ±0 (itself) or 1; its derivative is 0. */
export const sign = (a: Operand): Expression => operation("sign", a);
/** The smaller of the two; a at a tie and where a is NaN. At a tie the derivative is b's. */
export const min = (a: Operand, b: Operand): Expression => operation("min", a, b);
/** The larger of the two; a at a tie and where a is NaN. At a tie the derivative is b's. */
export const max = (a: Operand, b: Operand): Expression => operation("max", a, b);
/** a where the condition is not 0, otherwise b. The branch not taken contributes nothing, not even NaN. */
export const where = (condition: Operand, a: Operand, b: Operand): Expression =>
  operation("where", condition, a, b);

const families: Pick<Families, "arithmetic" | "exact"> = {
  arithmetic: {
    add: { make: add, cheap: true, vjp: (dy) => [dy, dy] },
    sub: { make: sub, cheap: true, vjp: (dy) => [dy, neg(dy)] },
    mul: {
      make: mul,
      cheap: true,
      vjp: (dy, [a, b]) => [mul(dy, b), mul(dy, a)],
    },
    div: {
      make: div,
      cheap: true,
      vjp: (dy, [, b], self) => [div(dy, b), neg(div(mul(dy, self), b))],
    },
    square: { make: square, cheap: true, vjp: (dy, [a]) => [mul(dy, mul(2, a))] },
    sqrt: {
      make: sqrt,
      cheap: false,
      vjp: (dy, _, self) => [mul(dy, div(0.5, self))],
      jvp: ([slope], _, self) => div(simplify(mul(0.5, slope)), self),
    },
  },
  exact: {
    neg: { make: neg, cheap: true, vjp: (dy) => [mul(dy, constant(-1))] },
    abs: { make: abs, cheap: true, vjp: (dy, [a]) => [mul(dy, sign(a))] },
    sign: {
      make: sign,
      cheap: true,
      vjp: () => [],
    },
    min: {
      make: min,
      cheap: true,
      vjp: (dy, [a, b]) => [where(less(a, b), dy, 0), where(less(a, b), 0, dy)],
      jvp: (slopes, [a, b]) => where(less(a, b), slopes[0], slopes[1]),
    },
    max: {
      make: max,
      cheap: true,
      vjp: (dy, [a, b]) => [where(greater(a, b), dy, 0), where(greater(a, b), 0, dy)],
      jvp: (slopes, [a, b]) => where(greater(a, b), slopes[0], slopes[1]),
    },
    where: {
      make: where,
      cheap: true,
      vjp: (dy, [condition]) => [undefined, where(condition, dy, 0), where(condition, 0, dy)],
      jvp: (slopes, [condition]) => where(condition, slopes[1], slopes[2]),
    },
  },
};
export default families;
