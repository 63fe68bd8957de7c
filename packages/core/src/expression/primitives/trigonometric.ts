import { type Expression, type Operand, operation } from "../expression.js";
import { curve } from "../limit/compose.js";
import * as series from "../limit/series.js";
import { add, div, mul, neg, square } from "./arithmetic.js";
import type { Families } from "./record.js";

/** The sine of a, in radians. */
export const sin = (a: Operand): Expression => operation("sin", a);
/** The cosine of a, in radians. */
export const cos = (a: Operand): Expression => operation("cos", a);
/** The arctangent, from −π/2 to π/2. */
export const atan = (a: Operand): Expression => operation("atan", a);

const oscillates = (): series.Known => undefined;

/** ±π/2 − 1/a + 1/(3a³). */
const farAtan = (a: series.Series): series.Known => {
  const over = series.inverse(a);
  const small = over && series.powerSeries(over, [0, -1, 0, 1 / 3]);
  const half = series.number(((series.signOf(a) as number) * Math.PI) / 2);
  return small && series.add(small, half as series.Series);
};

const families: Pick<Families, "trigonometric"> = {
  trigonometric: {
    sin: {
      make: sin,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, cos(a))],
      limit: curve(Math.sin, Math.cos, oscillates),
    },
    cos: {
      make: cos,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, neg(sin(a)))],
      limit: curve(Math.cos, (a) => -Math.sin(a), oscillates),
    },
    atan: {
      make: atan,
      cheap: false,
      vjp: (dy, [a]) => [mul(dy, div(1, add(1, square(a))))],
      limit: curve(Math.atan, (a) => 1 / (1 + a * a), farAtan),
    },
  },
};
export default families;
