import { type Expression, type Operand, operation } from "../expression.js";
import type { Families } from "./record.js";

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

const families: Pick<Families, "comparison"> = {
  comparison: {
    greater: { make: greater, cheap: true, vjp: () => [] },
    greaterEqual: { make: greaterEqual, cheap: true, vjp: () => [] },
    less: { make: less, cheap: true, vjp: () => [] },
    lessEqual: { make: lessEqual, cheap: true, vjp: () => [] },
    equal: { make: equal, cheap: true, vjp: () => [] },
  },
};
export default families;
