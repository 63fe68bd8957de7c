import type * as program from "@actfn/core/program";
import { float32, float64 } from "../wasm/bytes.js";
import type { FunctionWriter, Local } from "../wasm/function.js";
import { op, simd, type } from "../wasm/opcodes.js";
import { type BodyOptions, BodyWriter } from "./body.js";
import { groupOf, loadUniform, loadVector } from "./elements.js";
import { lanesOf } from "./lanes.js";
import { Offsets } from "./offsets.js";
import { bytesOf, type Place } from "./place.js";

/** The memory layout of the functions of a row plan. */
export interface RowLayout {
  /** The inputs of the kernel. They have one number per element; `row` inputs one per row; `uniform` inputs one; `index` inputs none. */
  readonly inputs: readonly (Place & { readonly access: "element" | "row" | "index" | "uniform" })[];
  readonly outputs: readonly (Place & { readonly access: "element" | "row" })[];
  /** The results of the stages, in the program's format: one number per element if they are kept, otherwise one number. */
  readonly made: readonly Place[];
  /** The position of the first element of a call along the axis, as a double. */
  readonly index: number;
  /** The lanes and totals of sums and maxima. */
  readonly scratch: number;
}

/** What all functions of a row plan use. */
export interface RowContext {
  readonly plan: program.RowPlan;
  readonly layout: RowLayout;
  readonly options: BodyOptions;
}

/** The positions of the lanes in a vector: 0, 1, …, in each format. */
const COUNTING = { float64: [0, 1], float32: [0, 1, 2, 3] } as const;
const encode = { float64, float32 } as const;

/** A loop that runs one program over elements, in whole groups and one incomplete group. */
export class ElementLoop {
  readonly writer: FunctionWriter;
  readonly group: number;
  private readonly context: RowContext;
  private readonly made: program.Program;
  private readonly body: BodyWriter;
  private readonly positions: Local[];
  private readonly offsets: Offsets;

  /** Parameters 0 and 1 of the function are `count` and `offset`. */
  constructor(context: RowContext, made: program.Program, writer: FunctionWriter) {
    this.context = context;
    this.made = made;
    this.writer = writer;
    this.group = groupOf(made, context.options);
    this.offsets = new Offsets(writer, 1);
    const { plan } = context;
    const uniform = [...plan.uniform, ...plan.made.map((kind) => kind === "row")];
    this.body = new BodyWriter(writer, made, uniform, context.options);
    this.positions = usesIndex(context, made)
      ? Array.from({ length: context.options.streams }, () => writer.local(type.v128))
      : [];
  }

  /** Writes the code before the loop. */
  start(): void {
    const { layout } = this.context;
    this.body.prologue((input) => {
      const { address, stored } = this.placeOf(input);
      this.writer.i32(address);
      loadUniform(this.writer, this.made.format, stored);
    });
    const lanes = lanesOf[this.made.format];
    for (const [stream, position] of this.positions.entries()) {
      this.writer.i32(layout.index).memory(op.f64Load);
      if (this.made.format === "float32") this.writer.emit(op.f32DemoteF64).simd(simd.f32x4Splat);
      else this.writer.simd(simd.f64x2Splat);
      this.countingFrom(stream * lanes.width);
      this.writer.simd(lanes.simple.add as number).set(position);
    }
  }

  /** Writes the code of one group, then calls `use`, which gets the values of outputs by `push(output, stream)`. */
  groupBody(use: (push: (output: number, stream: number) => void) => void): void {
    const { width } = lanesOf[this.made.format];
    this.offsets.start();
    this.body.body((input, stream) => {
      const access = this.context.layout.inputs[input]?.access;
      if (access === "index") {
        this.writer.get(this.positions[stream] as Local);
        return;
      }
      const { address, stored } = this.placeOf(input);
      this.address(stored);
      loadVector(this.writer, this.made.format, stored, address + stream * width * bytesOf[stored]);
    });
    use((output, stream) => this.body.output(output, stream));
    this.writer.endTurn();
  }

  /** Pushes the byte offset of the current group for numbers of a format. */
  address(stored: program.Format): void {
    this.offsets.push(stored);
  }

  /** Writes the step to the next group. */
  advance(): void {
    const lanes = lanesOf[this.made.format];
    for (const position of this.positions) {
      this.writer.get(position);
      lanes.constant(this.writer, this.group);
      this.writer.simd(lanes.simple.add as number).set(position);
    }
    this.writer.get(1).i32(this.group).emit(op.i32Add).set(1);
    this.writer.get(0).i32(this.group).emit(op.i32Sub).set(0);
  }

  /** Pushes a mask of the lanes of a stream that are before `count`. */
  inside(stream: number): void {
    const lanes = lanesOf[this.made.format];
    this.countingFrom(stream * lanes.width);
    this.writer.get(0);
    if (this.made.format === "float32") this.writer.emit(op.f32ConvertI32S).simd(simd.f32x4Splat);
    else this.writer.emit(op.f64ConvertI32S).simd(simd.f64x2Splat);
    this.writer.simd(lanes.simple.less as number);
  }

  private countingFrom(first: number): void {
    const { format } = this.made;
    const numbers = COUNTING[format].map((lane) => first + lane);
    this.writer.bytes(numbers.flatMap((number) => encode[format](number)));
  }

  private placeOf(input: number): Place {
    const { inputs, made } = this.context.layout;
    return (inputs[input] ?? made[input - inputs.length]) as Place;
  }
}

function usesIndex({ layout }: RowContext, made: program.Program): boolean {
  return made.instructions.some(
    (step) => step.op === "input" && layout.inputs[step.input]?.access === "index",
  );
}
