import type * as program from "@actfn/core/program";
import type { FunctionWriter } from "../wasm/function.js";
import { simd } from "../wasm/opcodes.js";
import { type Lanes, lanesOf } from "./lanes.js";

/** Pushes an operand. */
export type Push = (argument: number) => void;

/** Writes one operation of a program on vectors. Its result is on the stack. */
export function writeOperation(
  writer: FunctionWriter,
  format: program.Format,
  op: program.Operation,
  args: readonly number[],
  push: Push,
): void {
  const lanes = lanesOf[format];
  const [a, b, c] = args as [number, number, number];
  const simple = lanes.simple[op];
  if (simple !== undefined) {
    for (const arg of args) push(arg);
    writer.simd(simple);
  } else if (op === "select") {
    push(b);
    push(c);
    push(a);
    writer.simd(simd.bitselect);
  } else if (op === "copysign") {
    push(b);
    push(a);
    writer.bytes(lanes.sign).simd(simd.bitselect);
  } else if (op === "exponential") {
    push(a);
    writer.i32(lanes.fractionBits).simd(lanes.shiftLeft);
  } else {
    push(a);
    if (op === "exponent") writeExponent(writer, format, lanes);
    else writeMantissa(writer, lanes);
  }
}

/** Converts the bits of the exponent to a number: writes them into the low end of 2^52 (or 2^23), whose unit is 1, and subtracts it. */
function writeExponent(writer: FunctionWriter, format: program.Format, lanes: Lanes): void {
  const unit = 2 ** lanes.fractionBits;
  const bias = format === "float64" ? 1023 : 127;
  writer.i32(lanes.fractionBits).simd(lanes.shiftRight);
  lanes.constant(writer, unit);
  writer.simd(simd.or);
  lanes.constant(writer, unit + bias);
  writer.simd(lanes.simple.sub as number);
}

/** Combines the bits of the fraction with the exponent of 1. */
function writeMantissa(writer: FunctionWriter, lanes: Lanes): void {
  lanes.constant(writer, 1);
  writer.bytes(fractionMask(lanes)).simd(simd.bitselect);
}

/** Pushes a mask of the bits below the exponent, in every lane. */
function fractionMask(lanes: Lanes): number[] {
  const bytes = 16 / lanes.width;
  const lane = Array.from({ length: bytes }, (_, i) => {
    const bits = Math.max(0, Math.min(8, lanes.fractionBits - 8 * i));
    return (1 << bits) - 1;
  });
  return Array.from({ length: lanes.width }, () => lane).flat();
}
