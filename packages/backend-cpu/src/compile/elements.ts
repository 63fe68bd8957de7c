import type * as program from "@actfn/core/program";
import { FunctionWriter } from "../wasm/function.js";
import { op, simd, type } from "../wasm/opcodes.js";
import { type BodyOptions, BodyWriter } from "./body.js";
import { lanesOf } from "./lanes.js";
import { Offsets } from "./offsets.js";
import { bytesOf, type Place, type Source } from "./place.js";

/** The number of elements of one turn of the loop. A buffer must have room up to the next multiple of it. */
export function groupOf(made: program.Program, { streams }: BodyOptions): number {
  return lanesOf[made.format].width * streams;
}

/**
 * Compiles a function (count) that runs a program over `count` elements, rounded up to whole groups. There is no other code for
 * the remainder, so an element has the same bits at each position.
 */
export function elementsFunction(
  made: program.Program,
  inputs: readonly Source[],
  outputs: readonly Place[],
  options: BodyOptions,
): FunctionWriter {
  const writer = new FunctionWriter([type.i32]);
  const index = writer.local(type.i32);
  const offsets = new Offsets(writer, index);
  const uniform = inputs.map((input) => input.uniform);
  const body = new BodyWriter(writer, made, uniform, options);
  const { width } = lanesOf[made.format];
  body.prologue((input) => {
    const { address, stored } = inputs[input] as Source;
    writer.i32(address);
    loadUniform(writer, made.format, stored);
  });
  writer.loop(() => {
    offsets.start();
    body.body((input, stream) => {
      const { address, stored } = inputs[input] as Source;
      offsets.push(stored);
      loadVector(writer, made.format, stored, address + stream * width * bytesOf[stored]);
    });
    for (const [output, { address, stored }] of outputs.entries()) {
      for (let stream = 0; stream < options.streams; stream++) {
        offsets.push(stored);
        body.output(output, stream);
        storeVector(writer, made.format, stored, address + stream * width * bytesOf[stored]);
      }
    }
    writer.endTurn();
    const group = groupOf(made, options);
    writer.get(index).i32(group).emit(op.i32Add).set(index);
    writer.get(0).i32(group).emit(op.i32Sub).tee(0).i32(0).emit(op.i32GtS);
  });
  return writer;
}

/** Loads numbers from the address on the stack, as a vector of the program's format. */
export function loadVector(
  writer: FunctionWriter,
  format: program.Format,
  stored: program.Format,
  offset: number,
): void {
  if (format === stored) writer.load(simd.load, offset);
  else writer.load(simd.load64Zero, offset).simd(simd.promoteLow);
}

/** Loads one number from the address on the stack into all lanes. */
export function loadUniform(writer: FunctionWriter, format: program.Format, stored: program.Format): void {
  writer.load(stored === "float64" ? simd.load64Splat : simd.load32Splat);
  if (format !== stored) writer.simd(simd.promoteLow);
}

/** Stores the vector on top of the stack at the address below it. */
export function storeVector(
  writer: FunctionWriter,
  format: program.Format,
  stored: program.Format,
  offset: number,
): void {
  if (format === stored) writer.load(simd.store, offset);
  else {
    writer.simd(simd.demote);
    writer.load(simd.store64Lane, offset).emit(0);
  }
}
