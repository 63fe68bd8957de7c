import type { Operation } from "@actfn/core/program";
import { addition } from "./addition.js";
import { arithmetic } from "./arithmetic.js";
import { comparison } from "./comparison.js";
import { conversion } from "./conversion.js";
import { rounding } from "./rounding.js";
import { words } from "./words.js";

/** What each of a program's operations is in WGSL: of doubles `a`, `b` and `c`, an `Unrounded`. */
const operations: Readonly<Record<Operation, string>> = {
  add: "add(a, signed)",
  sub: "add(a, signed)",
  mul: "multiply(a, b)",
  div: "divide(a, b)",
  sqrt: "squareRoot(a)",
  neg: "done(vec2u(a.x, a.y ^ SIGN))",
  abs: "done(vec2u(a.x, a.y & ~SIGN))",
  min: "done(select(a, b, less(b, a)))",
  max: "done(select(a, b, less(a, b)))",
  copysign: "done(vec2u(a.x, (a.y & ~SIGN) | (b.y & SIGN)))",
  less: "done(mask(less(a, b)))",
  lessEqual: "done(mask(less(a, b) || equal(a, b)))",
  equal: "done(mask(equal(a, b)))",
  both: "done(a & b)",
  either: "done(a | b)",
  not: "done(vec2u(1u - a.x, 0u))",
  select: "done(select(c, b, a.x != 0u))",
  exponential: "done(vec2u(0u, a.x << 20u))",
  exponent: "fromInteger(i32(a.y >> 20u) - 1023)",
  mantissa: "done(vec2u(a.x, (a.y & 0xfffffu) | 0x3ff00000u))",
};

/** The number of each operation in the machine's code. */
export const operationNumbers: Readonly<Record<Operation, number>> = Object.fromEntries(
  Object.keys(operations).map((operation, number) => [operation, number]),
) as Record<Operation, number>;

const numbersByCode = new Map<string, string[]>();
for (const [operation, code] of Object.entries(operations)) {
  const numbers = numbersByCode.get(code) ?? [];
  numbers.push(`${operationNumbers[operation as Operation]}u`);
  numbersByCode.set(code, numbers);
}
const cases = Array.from(
  numbersByCode,
  ([code, numbers]) => `case ${numbers.join(", ")}: { return ${code}; }`,
);

/**
 * Doubles in WGSL: `operate(operation, a, b, c)` does an operation, by its number, and leaves the one rounding to `rounded`. All of it is
 * written once, so that compilers take a second or two for it.
 */
export const softfloat: string = `${words}${rounding}${addition}${arithmetic}${comparison}${conversion}
fn operate(operation: u32, a: vec2u, b: vec2u, c: vec2u) -> Unrounded {
  // A difference is the sum with the other sign of b, so that both are the same code.
  let signed = vec2u(b.x, b.y ^ (u32(operation == ${operationNumbers.sub}u) << 31u));
  switch (operation) {
    ${cases.join("\n    ")}
    default: { return done(NAN); }
  }
}
`;

/** The part of {@link softfloat} that sums and finds the largest number need. */
export const softfloatSums: string = `${words}${rounding}${addition}${comparison}`;
