import type { Format } from "../tensor/dtype.js";
import type { Operation } from "./program.js";

const float64 = new Float64Array(1);
const halves = new Uint32Array(float64.buffer);
const float32 = new Float32Array(1);
const word = new Uint32Array(float32.buffer);
/** Which half of a double holds the sign: 1 on little-endian machines, which all that run JavaScript today are. */
const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** What each operation does to doubles; masks are 1 and 0. */
export const machine: Readonly<Record<Operation, (a: number, b: number, c: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  sqrt: (a) => Math.sqrt(a),
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  min: (a, b) => (b < a ? b : a),
  max: (a, b) => (a < b ? b : a),
  copysign,
  less: (a, b) => (a < b ? 1 : 0),
  lessEqual: (a, b) => (a <= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
  both: (a, b) => a * b,
  either: (a, b) => a + b - a * b,
  not: (a) => 1 - a,
  select: (mask, a, b) => (mask !== 0 ? a : b),
  exponential,
  exponent,
  mantissa,
};

/** The operation in a format: in float32 every result is rounded to float32, which is what the float32 machine gives. */
export function compute(format: Format, op: Operation, a: number, b: number, c: number): number {
  if (format === "float64") return machine[op](a, b, c);
  if (op === "exponential") return exponential32(a);
  return Math.fround(machine[op](a, b, c));
}

/** The magnitude of a with the sign of b. */
export function copysign(a: number, b: number): number {
  float64[0] = b;
  const negative = (halves[high] as number) >>> 31 === 1;
  return negative ? -Math.abs(a) : Math.abs(a);
}

function exponential(t: number): number {
  float64[0] = t;
  const low = halves[1 - high] as number;
  halves[high] = low << 20;
  halves[1 - high] = 0;
  return float64[0];
}

function exponential32(t: number): number {
  float32[0] = t;
  word[0] = (word[0] as number) << 23;
  return float32[0];
}

function exponent(a: number): number {
  float64[0] = a;
  return ((halves[high] as number) >>> 20) - 1023;
}

function mantissa(a: number): number {
  float64[0] = a;
  halves[high] = ((halves[high] as number) & 0x000fffff) | 0x3ff00000;
  return float64[0];
}
