import type { DType } from "@actfn/core";
import type { Arithmetic, Term } from "./arithmetic.js";

// What infinity means in a pointwise expression is told in core's expression.ts. The reference tells the limits of a function
// of one number. For several, an infinite input is read as 2^128, and where there was one, values from 2^64 on become an
// infinity and those up to 2^-64 a zero, each of its sign.

/** How a graph sees to that, the cheapest first. Which is enough is found by trying; see `enough-guard.ts`. */
export const guards = ["none", "clip", "above", "limits"] as const;

/**
 * See {@link guards}: nothing is done; infinite inputs are read as 2^128; the result at ∞ is made the limit that it stands
 * for; all are.
 */
export type Guard = (typeof guards)[number];

/** What infinity is read as: 2^128, or in float the largest number that there is. */
const standsFor = { double: 2 ** 128, float: 3.4028234663852886e38 } as const;
const large = 2 ** 64;

/** An input with a number in the place of infinity. */
export function standIn(m: Arithmetic, a: Term, dtype: DType): Term {
  const clipped = m.clip(a, -standsFor[m.type], standsFor[m.type]);
  if (dtype !== "float64") return clipped;
  // A finite double may be larger still, and stays.
  return { ...m.select(m.predicate("IsInf", a), clipped, a), carries: a.carries };
}

/**
 * f(∞) and f(−∞) of a function of one number, for a gradient those of its slope; where one is absent, the value there is
 * right as it is.
 */
export type InfinityLimits = readonly [positive: number | undefined, negative?: number | undefined];

/**
 * A value made right where an input that it depends on is infinite. `inputs` are those, as they came; `cotangents` the dy of
 * a gradient, whose slope is what has a limit; `limits` those of a function of one number, which make it cheaper.
 */
export function atInfinity(
  m: Arithmetic,
  value: Term,
  inputs: readonly Term[],
  cotangents: readonly Term[],
  limits?: InfinityLimits | undefined,
): Term {
  const right =
    limits === undefined
      ? byMagnitude(m, value, inputs, cotangents)
      : byLimits(m, value, inputs[0] as Term, limits, cotangents[0]);
  return { ...right, carries: value.carries };
}

function byLimits(
  m: Arithmetic,
  value: Term,
  x: Term,
  [above, below]: InfinityLimits,
  dy: Term | undefined,
): Term {
  const put = (other: Term, at: number, limit: number | undefined): Term => {
    if (limit === undefined) return other;
    const right = dy === undefined ? m.number(limit) : scaled(m, dy, limit);
    return m.either(
      m.compare("Equal", x, m.number(at)),
      right,
      other,
      dy === undefined && !isNegativeZero(limit),
    );
  };
  return put(put(value, -Infinity, below), Infinity, above);
}

function isNegativeZero(limit: number): boolean {
  return Object.is(limit, -0);
}

/** dy · slope. An infinite slope leaves a dy of 0 as it is. */
function scaled(m: Arithmetic, dy: Term, slope: number): Term {
  if (Math.abs(slope) !== Infinity) return m.mul(dy, m.number(slope));
  const huge = m.number(m.type === "float" ? 2 ** 127 : 2 ** 1023);
  return m.mul(m.mul(m.mul(slope > 0 ? dy : m.neg(dy), huge), huge), huge);
}

function byMagnitude(m: Arithmetic, value: Term, inputs: readonly Term[], cotangents: readonly Term[]): Term {
  const any = inputs.map((a) => m.predicate("IsInf", a)).reduce((all, one) => m.predicate("Or", all, one));
  const sizes = cotangents.map((dy) => m.elementwise("Abs", dy));
  const scale = sizes.length === 0 ? undefined : sizes.reduce((sum, size) => m.add(sum, size));
  const times = (bound: number): Term =>
    scale === undefined ? m.number(bound) : m.mul(m.number(bound), scale);
  const magnitude = m.elementwise("Abs", value);
  const direction = m.clip(m.elementwise("Reciprocal", value), -1, 1);
  const zero = m.mul(direction, m.number(Number.MIN_VALUE));
  const infinity = m.mul(value, m.number(Infinity));
  const isLarge = m.compare("GreaterOrEqual", magnitude, times(large));
  const isSmall = m.compare("LessOrEqual", magnitude, times(1 / large));
  const limit = m.select(isSmall, zero, m.select(isLarge, infinity, value));
  if (scale === undefined) return m.select(any, limit, value);
  const measured = m.predicate("And", any, m.compare("Less", scale, m.number(Infinity)));
  return m.select(measured, limit, value);
}
