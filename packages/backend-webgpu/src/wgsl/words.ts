import type * as program from "@actfn/core/program";
import { CORRECTED } from "./corrected.js";

/**
 * Float32 as WGSL does not break it. A number is a word of 32 bits. Only + − × ÷ √ turn words into floats, each for itself, and
 * each result is xored with `zero`, a 0 that the shader reads from a buffer: no compiler knows it, so none can reassociate,
 * contract or fold across it. Signs, comparisons and selections are integer operations, since compilers may take it that no number
 * is NaN or infinite, and may flush subnormal numbers.
 */
export type Writer = (a: string, b: string, c: string) => string;

/** How a device divides and takes roots: to the last bit, or nearly so, in which case the result is corrected. */
export interface Rounding {
  readonly quotient: "device" | "corrected";
  readonly root: "device" | "corrected";
}

const binary =
  (sign: string): Writer =>
  (a, b) =>
    `bitcast<u32>(bitcast<f32>(${a}) ${sign} bitcast<f32>(${b})) ^ zero`;

/** What writes each operation of a float32 program. Masks are of type bool. */
export function writersFor({ quotient, root }: Rounding): Readonly<Record<program.Operation, Writer>> {
  return {
    add: binary("+"),
    sub: binary("-"),
    mul: binary("*"),
    div: quotient === "device" ? binary("/") : (a, b) => `quotient32(${a}, ${b}, zero)`,
    sqrt:
      root === "device"
        ? (a) => `bitcast<u32>(sqrt(bitcast<f32>(${a}))) ^ zero`
        : (a) => `root32(${a}, zero)`,
    neg: (a) => `${a} ^ 0x80000000u`,
    abs: (a) => `${a} & 0x7fffffffu`,
    min: (a, b) => `select(${a}, ${b}, less32(${b}, ${a}))`,
    max: (a, b) => `select(${a}, ${b}, less32(${a}, ${b}))`,
    copysign: (a, b) => `(${a} & 0x7fffffffu) | (${b} & 0x80000000u)`,
    less: (a, b) => `less32(${a}, ${b})`,
    lessEqual: (a, b) => `lessEqual32(${a}, ${b})`,
    equal: (a, b) => `equal32(${a}, ${b})`,
    both: (a, b) => `${a} && ${b}`,
    either: (a, b) => `${a} || ${b}`,
    not: (a) => `!${a}`,
    select: (mask, a, b) => `select(${b}, ${a}, ${mask})`,
    exponential: (t) => `${t} << 23u`,
    exponent: (a) => `bitcast<u32>(f32(i32(${a} >> 23u) - 127))`,
    mantissa: (a) => `(${a} & 0x007fffffu) | 0x3f800000u`,
  };
}

/** Comparisons of words as floats: both zeros are equal, and NaN is neither less than nor equal to anything. */
const COMPARISONS = `
fn key32(w: u32) -> i32 { let s = bitcast<i32>(w); return select(s, -(s & 0x7fffffff), s < 0); }
fn isNaN32(w: u32) -> bool { return (w & 0x7fffffffu) > 0x7f800000u; }
fn less32(a: u32, b: u32) -> bool { return key32(a) < key32(b) && !isNaN32(a) && !isNaN32(b); }
fn lessEqual32(a: u32, b: u32) -> bool { return key32(a) <= key32(b) && !isNaN32(a) && !isNaN32(b); }
fn equal32(a: u32, b: u32) -> bool { return key32(a) == key32(b) && !isNaN32(a) && !isNaN32(b); }
`;

/** The functions that statements call. */
export function functionsFor({ quotient, root }: Rounding): string {
  return quotient === "device" && root === "device" ? COMPARISONS : COMPARISONS + CORRECTED;
}

const bits = new Uint32Array(1);
const number = new Float32Array(bits.buffer);

/** The word of a float32. */
export function wordOf(value: number): number {
  number[0] = value;
  return bits[0] as number;
}

/** A word as a literal. */
export function literal(word: number): string {
  return `0x${word.toString(16)}u`;
}
