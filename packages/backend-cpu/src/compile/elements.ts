import type { program } from "@actfn/core";
import { FunctionWriter } from "../wasm/function.js";
import { op, simd, type } from "../wasm/opcodes.js";
import { type BodyOptions, BodyWriter } from "./body.js";
import { lanesOf } from "./lanes.js";

/** Where an input is read from, or an output written to. */
export interface Place {
  /** Byte address of the first number. */
  readonly address: number;
  /** The format in which numbers are stored: the program's, or float32 for a program in float64. */
  readonly stored: program.Format;
}

/** An input: number after number, or one number for all elements. */
export interface Source extends Place {
  readonly uniform: boolean;
}

/** Bytes of one number. */
export const bytesOf: Readonly<Record<program.Format, number>> = { float32: 4, float64: 8 };

/** Elements that one turn of the loop takes; buffers must reach to the next multiple of it. */
export function groupOf(made: program.Program, { streams }: BodyOptions): number {
  return lanesOf[made.format].width * streams;
}

/**
 * A function (count) that runs a program over `count` elements, rounded up to whole groups: there is no other code for a
 * remainder, so that an element has the same bits wherever it stands.
 */
export function elementsFunction(
  made: program.Program,
  inputs: readonly Source[],
  outputs: readonly Place[],
  options: BodyOptions,
): FunctionWriter {
  const writer = new FunctionWriter([type.i32]);
  const offset = writer.local(type.i32);
  const uniform = inputs.map((input) => input.uniform);
  const body = new BodyWriter(writer, made, uniform, options);
  const { width } = lanesOf[made.format];
  const advance = offsets(writer, offset, [...inputs.filter((input) => !input.uniform), ...outputs]);
  body.prologue((input) => {
    const { address, stored } = inputs[input] as Source;
    writer.i32(address);
    loadUniform(writer, made.format, stored);
  });
  writer.loop(() => {
    body.body((input, stream) => {
      const { address, stored } = inputs[input] as Source;
      advance.push(stored);
      loadVector(writer, made.format, stored, address + stream * width * bytesOf[stored]);
    });
    for (const [output, { address, stored }] of outputs.entries()) {
      for (let stream = 0; stream < options.streams; stream++) {
        advance.push(stored);
        body.output(output, stream);
        storeVector(writer, made.format, stored, address + stream * width * bytesOf[stored]);
      }
    }
    advance.next(groupOf(made, options));
    writer.get(0).i32(groupOf(made, options)).emit(op.i32Sub).tee(0).i32(0).emit(op.i32GtS);
  });
  return writer;
}

/** Byte offsets that grow as the loop goes on: one counter for each size of number that is stored. */
function offsets(writer: FunctionWriter, first: number, places: readonly Place[]) {
  const formats = [...new Set(places.map(({ stored }) => stored))];
  const counters = new Map(formats.map((format, i) => [format, i === 0 ? first : writer.local(type.i32)]));
  return {
    push: (stored: program.Format): void => {
      writer.get(counters.get(stored) as number);
    },
    next: (elements: number): void => {
      for (const [format, counter] of counters) {
        writer
          .get(counter)
          .i32(elements * bytesOf[format])
          .emit(op.i32Add)
          .set(counter);
      }
    },
  };
}

/** Loads a vector of the program's format from numbers stored at the address on the stack. */
export function loadVector(
  writer: FunctionWriter,
  format: program.Format,
  stored: program.Format,
  offset: number,
): void {
  if (format === stored) writer.load(simd.load, offset);
  else writer.load(simd.load64Zero, offset).simd(simd.promoteLow);
}

/** Loads the number at the address on the stack into all lanes. */
export function loadUniform(writer: FunctionWriter, format: program.Format, stored: program.Format): void {
  writer.load(stored === "float64" ? simd.load64Splat : simd.load32Splat);
  if (format !== stored) writer.simd(simd.promoteLow);
}

/** Stores the vector on the stack to the address below it. */
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
