import { type Expression, type Operand, operation } from "../expression.js";
import { signOfDifference, two } from "../limit/compose.js";
import { type Known, number } from "../limit/series.js";
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

/** By the sign of a − b. */
const bySign = (holds: (sign: number) => boolean): ((a: Known, b: Known) => Known) =>
  two((a, b) => {
    const sign = signOfDifference(a, b);
    return sign === undefined ? undefined : number(holds(sign) ? 1 : 0);
  });

const families: Pick<Families, "comparison"> = {
  comparison: {
    greater: { make: greater, cheap: true, vjp: () => [], limit: bySign((sign) => sign > 0) },
    greaterEqual: { make: greaterEqual, cheap: true, vjp: () => [], limit: bySign((sign) => sign >= 0) },
    less: { make: less, cheap: true, vjp: () => [], limit: bySign((sign) => sign < 0) },
    lessEqual: { make: lessEqual, cheap: true, vjp: () => [], limit: bySign((sign) => sign <= 0) },
    equal: { make: equal, cheap: true, vjp: () => [], limit: bySign((sign) => sign === 0) },
  },
};
export default families;
