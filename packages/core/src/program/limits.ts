import type { Expression } from "../expression/expression.js";
import { limitAt } from "../expression/limit/limit.js";
import type { DType } from "../tensor/dtype.js";
import type { Builder, Value } from "./builder.js";

/** What the limits of a program's outputs are told from. */
export interface LimitSource {
  /** What the program computes. */
  readonly expressions: readonly Expression[];
  /** Its inputs, and which of them hold dy. */
  readonly inputs: readonly string[];
  readonly cotangents: readonly string[];
}

/** For each output and probe the limit, as the dtype stores it; undefined where it is not told. */
export type TrueLimits = readonly (readonly (number | undefined)[])[];

/**
 * For each output of a function of one number the limits (of a gradient: of the slope) at ∞ and at −∞; null where a gradient
 * is 0 by a choice, whatever dy is, which the program sees to.
 */
export type BothLimits = readonly (readonly [above: number | null, below: number | null])[];

/** The limits at no more than `most` of the probes. */
export function limitsAmong(
  source: LimitSource,
  probes: readonly Float64Array[],
  dtype: DType,
  most: number,
): TrueLimits {
  const rows = measurable(source, probes);
  const step = Math.max(1, Math.ceil(rows.length / most));
  return limitsIn(source, probes, dtype, new Set(rows.filter((_, i) => i % step === 0)));
}

/** The probes at which every dy is finite and not 0. */
function measurable({ inputs, cotangents }: LimitSource, probes: readonly Float64Array[]): number[] {
  const dys = cotangents.map((name) => probes[inputs.indexOf(name)] as Float64Array);
  const rows = [...(probes[0] ?? []).keys()];
  return rows.filter((row) => dys.every((dy) => Number.isFinite(dy[row]) && dy[row] !== 0));
}

function limitsIn(
  { expressions, inputs, cotangents }: LimitSource,
  probes: readonly Float64Array[],
  dtype: DType,
  wanted: ReadonlySet<number>,
): TrueLimits {
  const known = new Map<string, readonly (number | undefined)[]>();
  const [dy] = cotangents.length === 1 ? cotangents : [];
  const rows = [...(probes[0] ?? []).keys()].map((row) => {
    if (!wanted.has(row)) return expressions.map(() => undefined);
    const given = Object.fromEntries(inputs.map((name, i) => [name, probes[i]?.[row] as number]));
    const scale = dy === undefined ? undefined : Math.abs(given[dy] as number);
    // A gradient is dy times a slope, whose limit need not be found for each dy anew.
    if (dy !== undefined) given[dy] = Math.sign(given[dy] as number);
    const key = Object.values(given)
      .map((value) => (Object.is(value, -0) ? "-0" : value))
      .join();
    const limits = known.get(key) ?? expressions.map((expression) => limitAt(expression, given));
    known.set(key, limits);
    return scale === undefined
      ? limits
      : limits.map((limit) => (limit === undefined ? undefined : scale * limit));
  });
  const stored = (limit: number | undefined): number | undefined =>
    limit === undefined || dtype === "float64" ? limit : Math.fround(limit);
  return expressions.map((_, j) => rows.map((limits) => stored(limits[j])));
}

/** Whether answers are the limits, to a tolerance, down to the sign of zero. */
export function agreeWith(answers: readonly Float64Array[], limits: TrueLimits, tolerance: number): boolean {
  return limits.every((column, j) =>
    column.every((limit, row) => {
      const answer = answers[j]?.[row] as number;
      if (limit === undefined || Object.is(answer, limit)) return true;
      const isOrdinary = Number.isFinite(limit) && limit !== 0;
      return isOrdinary && Math.abs(answer - limit) <= tolerance * Math.abs(limit);
    }),
  );
}

/** The limits of a function of the input `x`, with some values of its options; undefined where they are not told. */
export function bothLimits(
  { expressions, cotangents }: LimitSource,
  x: string,
  options: Readonly<Record<string, number>>,
): BothLimits | undefined {
  const limit = (expression: Expression, at: number, dy: number): number | undefined =>
    limitAt(expression, {
      ...options,
      ...Object.fromEntries(cotangents.map((name) => [name, dy])),
      [x]: at,
    });
  const limits = expressions.map((expression) =>
    [Infinity, -Infinity].map((at) => {
      const [up, down] = [limit(expression, at, 1), limit(expression, at, -1)];
      const isChosen = cotangents.length > 0 && Object.is(up, 0) && Object.is(down, 0);
      return isChosen ? null : up;
    }),
  );
  return limits.flat().includes(undefined) ? undefined : (limits as unknown as BothLimits);
}

/** A value with its limits put in where x is infinite. */
export function withLimits(
  builder: Builder,
  value: Value,
  x: Value,
  [above, below]: BothLimits[number],
  dy: Value | undefined,
): Value {
  const put = (other: Value, at: number, limit: number | null): Value => {
    if (limit === null) return other;
    const right = dy === undefined ? builder.constant(limit) : scaled(builder, dy, limit);
    return builder.select(builder.equal(x, builder.constant(at)), right, other);
  };
  return put(put(value, -Infinity, below), Infinity, above);
}

/** dy · slope. An infinite slope leaves a dy of 0 as it is. */
function scaled(builder: Builder, dy: Value, slope: number): Value {
  if (Math.abs(slope) !== Infinity) return builder.mul(dy, builder.constant(slope));
  const huge = builder.constant(builder.format === "float32" ? 2 ** 127 : 2 ** 1023);
  const signed = slope > 0 ? dy : builder.neg(dy);
  return builder.mul(builder.mul(builder.mul(signed, huge), huge), huge);
}
