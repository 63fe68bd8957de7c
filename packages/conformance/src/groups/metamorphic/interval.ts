/** Numbers that are known up to an error each: results of a backend, and what is made of them. */
export interface Interval {
  readonly value: Float64Array;
  /** The largest distance from the exact value that the bounds allow. */
  readonly error: Float64Array;
}

/** Numbers without an error. */
export function exactly(values: Iterable<number>): Interval {
  const value = Float64Array.from(values);
  return { value, error: new Float64Array(value.length) };
}

function combine(
  a: Interval,
  b: Interval,
  value: (p: number, q: number) => number,
  error: (p: number, q: number, pe: number, qe: number) => number,
): Interval {
  const out = { value: new Float64Array(a.value.length), error: new Float64Array(a.value.length) };
  for (let i = 0; i < out.value.length; i++) {
    const [p, q] = [a.value[i] as number, b.value[i] as number];
    out.value[i] = value(p, q);
    out.error[i] = error(p, q, a.error[i] as number, b.error[i] as number);
  }
  return out;
}

/** a + b. */
export const plus = (a: Interval, b: Interval): Interval =>
  combine(
    a,
    b,
    (p, q) => p + q,
    (_p, _q, pe, qe) => pe + qe,
  );
/** a − b. */
export const minus = (a: Interval, b: Interval): Interval =>
  combine(
    a,
    b,
    (p, q) => p - q,
    (_p, _q, pe, qe) => pe + qe,
  );
/** a · b. */
export const times = (a: Interval, b: Interval): Interval =>
  combine(
    a,
    b,
    (p, q) => p * q,
    (p, q, pe, qe) => Math.abs(p) * qe + Math.abs(q) * pe + pe * qe,
  );
/** a / b, where b is farther from 0 than its error. */
export const over = (a: Interval, b: Interval): Interval =>
  combine(
    a,
    b,
    (p, q) => p / q,
    (p, q, pe, qe) => (pe + Math.abs(p / q) * qe) / Math.max(Math.abs(q) - qe, Number.MIN_VALUE),
  );
/** A number for each of a's elements. */
export const constantLike = (a: Interval, value: number): Interval => exactly(a.value.map(() => value));
/** factor · a. */
export const scaled = (a: Interval, factor: number): Interval => times(a, constantLike(a, factor));
/** −a. */
export const negated = (a: Interval): Interval => ({ value: a.value.map((v) => -v), error: a.error });
/** |a|. */
export const magnitude = (a: Interval): Interval => ({ value: a.value.map(Math.abs), error: a.error });
/** eᵃ. */
export const exponential = (a: Interval): Interval => ({
  value: a.value.map(Math.exp),
  error: a.error.map((error, i) => Math.exp(a.value[i] as number) * Math.expm1(error)),
});
/** The larger of each pair. */
export const larger = (a: Interval, b: Interval): Interval =>
  combine(a, b, Math.max, (_p, _q, pe, qe) => Math.max(pe, qe));
/** The smaller of each pair. */
export const smaller = (a: Interval, b: Interval): Interval =>
  combine(a, b, Math.min, (_p, _q, pe, qe) => Math.max(pe, qe));
/** The elements at which a test of a's values holds. */
export function where(a: Interval, keep: (value: number) => boolean): Interval {
  const indices = [...a.value.keys()].filter((i) => keep(a.value[i] as number));
  return {
    value: Float64Array.from(indices, (i) => a.value[i] as number),
    error: Float64Array.from(indices, (i) => a.error[i] as number),
  };
}
