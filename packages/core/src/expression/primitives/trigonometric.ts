import { type Expression, type Operand, operation } from "../expression.js";
import { add, div, mul, neg, square } from "./arithmetic.js";
import type { Families } from "./record.js";

/** The sine of a, in radians. */
export const sin = (a: Operand): Expression => operation("sin", a);
/** The cosine of a, in radians. */
export const cos = (a: Operand): Expression => operation("cos", a);
/** The arctangent, from −π/2 to π/2. */
export const atan = (a: Operand): Expression => operation("atan", a);

const families: Pick<Families, "trigonometric"> = {
  trigonometric: {
    sin: {
      make: sin,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, cos(a))],
    },
    cos: {
      make: cos,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, neg(sin(a)))],
    },
    atan: {
      make: atan,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, div(1, add(1, square(a))))],
    },
  },
};
export default families;
