import type { DType } from "@actfn/core";
import type { Arithmetic, Term } from "./arithmetic.js";

// expression.ts in core defines what infinity means in a pointwise expression. For a function of one number, the reference
// gives the limits. For several numbers, the graph reads an infinite input as 2^128; if it did, results of 2^64 or more become
// an infinity and those up to 2^-64 a zero, with their sign.

/** The ways to do this, the cheapest first. The lowering tries them; see `probe.ts`. */
export const guards = ["none", "clip", "above", "limits"] as const;

/**
 * The guards do this: `none`, nothing; `clip`, read infinite inputs as 2^128; `above`, also replace the result at ∞ by its
 * limit; `limits`, also that at −∞, or with several inputs the results by their size.
 */
export type Guard = (typeof guards)[number];

/** The number that replaces infinity: 2^128, or in float the largest number. */
const standsFor = { double: 2 ** 128, float: 3.4028234663852886e38 } as const;
const large = 2 ** 64;

/** An input in which a number replaces infinity. */
export function standIn(m: Arithmetic, a: Term, dtype: DType): Term {
  const clipped = m.clip(a, -standsFor[m.type], standsFor[m.type]);
  if (dtype !== "float64") return clipped;
  // A finite double may be larger, and stays unchanged.
  return { ...m.select(m.predicate("IsInf", a), clipped, a), carries: a.carries };
}

/**
 * f(∞) and f(−∞) of a function of one number, or the limits of its slope for a gradient. If one is undefined, the computed
 * value there is correct.
 */
export type InfinityLimits = readonly [positive: number | undefined, negative?: number | undefined];

/**
 * Corrects a value for infinite inputs. `inputs` are the inputs that it depends on, unchanged. `cotangents` are the dy of a
 * gradient, whose slope has the limit. `limits` are those of a function of one number, which make it cheaper.
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

/** dy · slope. With an infinite slope, a dy of 0 stays 0. */
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
