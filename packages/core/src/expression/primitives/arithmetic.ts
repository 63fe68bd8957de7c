import { constant, type Expression, type Operand, operation } from "../expression.js";
import { chosen, difference, negated, one, signOfDifference, size, squared, two } from "../limit/compose.js";
import * as series from "../limit/series.js";
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
    add: { make: add, cheap: true, vjp: (dy) => [dy, dy], limit: two(series.add) },
    sub: { make: sub, cheap: true, vjp: (dy) => [dy, neg(dy)], limit: two(difference) },
    mul: {
      make: mul,
      cheap: true,
      vjp: (dy, [a, b]) => [mul(dy, b), mul(dy, a)],
      limit: two(series.multiply),
    },
    div: {
      make: div,
      cheap: true,
      vjp: (dy, [, b], self) => [div(dy, b), neg(div(mul(dy, self), b))],
      limit: two((a, b) => {
        const over = series.inverse(b);
        return over && series.multiply(a, over);
      }),
    },
    square: { make: square, cheap: true, vjp: (dy, [a]) => [mul(dy, mul(2, a))], limit: one(squared) },
    sqrt: {
      make: sqrt,
      cheap: false,
      vjp: (dy, _, self) => [mul(dy, div(0.5, self))],
      jvp: ([slope], _, self) => div(simplify(mul(0.5, slope)), self),
      limit: one(series.squareRoot),
    },
  },
  exact: {
    neg: { make: neg, cheap: true, vjp: (dy) => [mul(dy, constant(-1))], limit: one(negated) },
    abs: { make: abs, cheap: true, vjp: (dy, [a]) => [mul(dy, sign(a))], limit: one(size) },
    sign: {
      make: sign,
      cheap: true,
      vjp: () => [],
      limit: one((a) =>
        chosen(series.signOf(a), (known) => (known === 0 ? a : (series.number(known) as series.Series))),
      ),
    },
    min: {
      make: min,
      cheap: true,
      vjp: (dy, [a, b]) => [where(less(a, b), dy, 0), where(less(a, b), 0, dy)],
      jvp: (slopes, [a, b]) => where(less(a, b), slopes[0], slopes[1]),
      limit: two((a, b) => chosen(signOfDifference(a, b), (known) => (known > 0 ? b : a))),
    },
    max: {
      make: max,
      cheap: true,
      vjp: (dy, [a, b]) => [where(greater(a, b), dy, 0), where(greater(a, b), 0, dy)],
      jvp: (slopes, [a, b]) => where(greater(a, b), slopes[0], slopes[1]),
      limit: two((a, b) => chosen(signOfDifference(a, b), (known) => (known < 0 ? b : a))),
    },
    where: {
      make: where,
      cheap: true,
      vjp: (dy, [condition]) => [undefined, where(condition, dy, 0), where(condition, 0, dy)],
      jvp: (slopes, [condition]) => where(condition, slopes[1], slopes[2]),
      limit: (condition, a, b) => {
        const holds = condition && series.signOf(condition);
        return holds === undefined ? undefined : holds === 0 ? b : a;
      },
    },
  },
};
export default families;
