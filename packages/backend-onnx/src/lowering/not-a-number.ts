import type { Arithmetic, Term } from "./arithmetic.js";
import { type Rows, sumAlong } from "./primitives/rows.js";

/**
 * Makes a value NaN where an element of x is NaN. Most operators do so themselves, but comparisons lose NaN. It tests only the
 * inputs whose NaN the value may lose. In a row, one NaN makes all results NaN.
 */
export function withNaN(m: Arithmetic, value: Term, inputs: readonly Term[], rows?: Rows): Term {
  const lost = inputs.filter((input) => (input.carries & value.carries) !== input.carries);
  if (lost.length === 0) return value;
  const found = lost.map((input) => m.predicate("IsNaN", input));
  let any = found.reduce((all, one) => m.predicate("Or", all, one));
  if (rows !== undefined) {
    const count = sumAlong(m, rows, m.select(any, m.number(1), m.number(0)));
    any = m.compare("Greater", count, m.number(0));
  }
  const carries = inputs.reduce((all, input) => all | input.carries, value.carries);
  return { ...m.select(any, m.number(NaN), value), carries };
}
