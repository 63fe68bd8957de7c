import type { Builder, Value } from "../builder.js";
import type { Level } from "./level.js";

/**
 * c0 + c1·x + c2·x² + …. Where every bit counts, in Horner's order, whose rounding errors shrink from step to step; otherwise
 * as an even and an odd half, which run side by side in half the time that one chain takes.
 */
export function polynomial(b: Builder, x: Value, coefficients: readonly number[], level: Level): Value {
  if (level.careful || coefficients.length < 5) return b.polynomial(x, coefficients);
  const square = b.mul(x, x);
  const even = b.polynomial(
    square,
    coefficients.filter((_, k) => k % 2 === 0),
  );
  const odd = b.polynomial(
    square,
    coefficients.filter((_, k) => k % 2 === 1),
  );
  return b.add(even, b.mul(odd, x));
}
