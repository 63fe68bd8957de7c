import type { DType } from "@actfn/core";
import type { Arithmetic, Term } from "./arithmetic.js";

// What infinity means in a pointwise expression is told in core's expression.ts: an infinite input is read as 2^128, and
// where there was one, values from 2^64 on become an infinity and those up to 2^-64 a zero, each of its sign.

const infinite = 2 ** 128;
const large = 2 ** 64;

/** An input with 2^128 in the place of infinity. */
export function standIn(m: Arithmetic, a: Term, dtype: DType): Term {
  // In float there is no 2^128; infinities are themselves there, and what comes of it is measured and declared.
  if (m.type === "float") return a;
  const clipped = m.clip(a, -infinite, infinite);
  if (dtype !== "float64") return clipped;
  return { ...m.where(m.predicate("IsInf", a), clipped, a), carries: a.carries };
}

/** f(∞) and f(−∞) of an activation of one input. */
export type Limits = readonly [positive: number, negative: number];

/** A value made right where an input was infinite. `inputs` are those that {@link standIn} gave. */
export function atInfinity(
  m: Arithmetic,
  value: Term,
  inputs: readonly Term[],
  limits?: Limits | undefined,
): Term {
  if (m.type === "float") return value;
  const right = limits === undefined ? byMagnitude(m, value, inputs) : byLimits(m, value, inputs, limits);
  return { ...right, carries: value.carries };
}

function byLimits(m: Arithmetic, value: Term, inputs: readonly Term[], limits: Limits): Term {
  const x = inputs[0] as Term;
  const [positive, negative] = limits;
  const rightAbove = m.where(m.compare("Equal", x, m.number(infinite)), m.number(positive), value);
  return m.where(m.compare("Equal", x, m.number(-infinite)), m.number(negative), rightAbove);
}

function byMagnitude(m: Arithmetic, value: Term, inputs: readonly Term[]): Term {
  const stoodIn = inputs.map((a) => m.compare("Equal", m.elementwise("Abs", a), m.number(infinite)));
  const any = stoodIn.reduce((all, one) => m.predicate("Or", all, one));
  const magnitude = m.elementwise("Abs", value);
  const beyond = m.mul(value, m.number(2 ** 1000));
  const vanished = m.mul(value, m.number(0));
  const isLarge = m.compare("GreaterOrEqual", magnitude, m.number(large));
  const isSmall = m.compare("LessOrEqual", magnitude, m.number(1 / large));
  const limit = m.where(isLarge, beyond, m.where(isSmall, vanished, value));
  return m.where(any, limit, value);
}
