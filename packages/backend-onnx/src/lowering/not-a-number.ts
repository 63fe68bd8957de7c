import type { Arithmetic, Term } from "./arithmetic.js";
import { type Rows, sumAlong } from "./primitives/rows.js";

/**
 * Gives NaN wherever an element of x is NaN, and the value elsewhere. Most operators see to that themselves; comparisons
 * lose it. Only what the value is not known to carry is looked at. In a row one NaN is enough for all.
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
