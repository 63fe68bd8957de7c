import type * as program from "@actfn/core/program";
import type { FunctionWriter, Local } from "../wasm/function.js";
import { type } from "../wasm/opcodes.js";
import { lanesOf } from "./lanes.js";
import { writeOperation } from "./operation.js";

/** Options of the body of a loop. */
export interface BodyOptions {
  /** The number of vectors that one turn computes side by side, which hides the latency of each. */
  readonly streams: number;
  /** Whether a·b + c may be one fused operation, with one rounding. */
  readonly fused: boolean;
}

/**
 * Writes a program as straight-line SIMD code for several streams: each instruction for all streams, then the next one. Values
 * that depend only on constants and uniform inputs are computed once, before the loop: in a loop, Node 24 computes a vector
 * constant again at each use, which cost 40 %.
 */
export class BodyWriter {
  private readonly writer: FunctionWriter;
  private readonly program: program.Program;
  private readonly options: BodyOptions;
  private readonly uniform: readonly boolean[];
  /** The local with an instruction's value for a stream. A uniform value has one local for all streams. */
  private readonly locals: Local[][] = [];
  private readonly absorbed: ReadonlySet<number>;
  /** For each instruction, the values that no later instruction reads. */
  private readonly ends: readonly (readonly number[])[];

  constructor(
    writer: FunctionWriter,
    made: program.Program,
    uniformInputs: readonly boolean[],
    options: BodyOptions,
  ) {
    this.writer = writer;
    this.program = made;
    this.options = options;
    this.uniform = uniformity(made, uniformInputs);
    this.absorbed = options.fused ? absorbedProducts(made) : new Set();
    this.ends = endsOf(made, this.uniform, this.absorbed);
  }

  /** Writes the code before the loop: constants and values of uniform inputs. `load` pushes an input as a splat. */
  prologue(load: (input: number) => void): void {
    for (const [at, made] of this.program.instructions.entries()) {
      if (this.uniform[at] !== true) continue;
      const local = this.writer.local(type.v128);
      this.locals[at] = Array.from({ length: this.options.streams }, () => local);
      if (made.op === "constant") lanesOf[this.program.format].constant(this.writer, made.value);
      else if (made.op === "input") load(made.input);
      else this.write(at, 0);
      this.writer.set(local);
    }
  }

  /** Writes the code of the loop body. `load` pushes the vector of an input for a stream. */
  body(load: (input: number, stream: number) => void): void {
    const { writer, options } = this;
    for (const [at, made] of this.program.instructions.entries()) {
      if (this.uniform[at] === true || this.absorbed.has(at)) continue;
      const locals: Local[] = [];
      for (let stream = 0; stream < options.streams; stream++) {
        if (made.op === "input") load(made.input, stream);
        else this.write(at, stream);
        for (const arg of this.ends[at] as readonly number[]) writer.giveBack(this.local(arg, stream));
        const local = writer.borrow();
        locals.push(local);
        writer.set(local);
      }
      this.locals[at] = locals;
    }
  }

  /** Pushes the value of an output for a stream. */
  output(index: number, stream: number): void {
    this.push(this.program.outputs[index] as number, stream);
  }

  private push(at: number, stream: number): void {
    this.writer.get(this.local(at, stream));
  }

  private local(at: number, stream: number): Local {
    return (this.locals[at] as Local[])[stream] as Local;
  }

  private write(at: number, stream: number): void {
    const made = this.program.instructions[at] as program.Instruction;
    if (!("args" in made)) return;
    const push = (arg: number): void => this.push(arg, stream);
    const [a, b] = made.args as [number, number];
    const product =
      made.op === "add" || made.op === "sub" ? [a, b].find((arg) => this.absorbed.has(arg)) : undefined;
    if (product === undefined) writeOperation(this.writer, this.program.format, made.op, made.args, push);
    else this.writeFused(made.op === "sub", product, product === a ? b : a, push);
  }

  /** c + a·b, or c − a·b. */
  private writeFused(negated: boolean, product: number, addend: number, push: (arg: number) => void): void {
    const made = this.program.instructions[product] as { readonly args: readonly number[] };
    for (const arg of made.args) push(arg);
    push(addend);
    const { relaxedNmadd, relaxedMadd } = lanesOf[this.program.format];
    this.writer.simd(negated ? relaxedNmadd : relaxedMadd);
  }
}

function uniformity(made: program.Program, uniformInputs: readonly boolean[]): boolean[] {
  const uniform: boolean[] = [];
  for (const step of made.instructions) {
    if ("args" in step) uniform.push(step.args.every((arg) => uniform[arg]));
    else uniform.push(step.op === "constant" || uniformInputs[step.input] === true);
  }
  return uniform;
}

/** The `ends` of {@link BodyWriter}. The factors of an absorbed product are read by the instruction that absorbs it. */
function endsOf(
  { instructions, outputs }: program.Program,
  uniform: readonly boolean[],
  absorbed: ReadonlySet<number>,
): number[][] {
  const last = new Map<number, number>();
  const use = (at: number, arg: number): void => {
    const made = instructions[arg] as program.Instruction;
    if (absorbed.has(arg) && "args" in made) for (const factor of made.args) use(at, factor);
    else if (uniform[arg] !== true) last.set(arg, at);
  };
  for (const [at, made] of instructions.entries()) {
    if ("args" in made && !absorbed.has(at)) for (const arg of made.args) use(at, arg);
  }
  for (const output of outputs) last.delete(output);
  const ends: number[][] = instructions.map(() => []);
  for (const [arg, at] of last) (ends[at] as number[]).push(arg);
  return ends;
}

/**
 * Products that a fused multiply-add can absorb: those with one use, as a term of a sum or as b in a − b. There is no
 * instruction for a·b − c.
 */
function absorbedProducts(made: program.Program): Set<number> {
  const uses = made.instructions.map(() => 0);
  const count = (at: number): void => {
    uses[at] = (uses[at] as number) + 1;
  };
  for (const step of made.instructions) if ("args" in step) step.args.forEach(count);
  made.outputs.forEach(count);
  const absorbed = new Set<number>();
  for (const step of made.instructions) {
    if (step.op !== "add" && step.op !== "sub") continue;
    const candidates = step.op === "add" ? [step.args[1], step.args[0]] : [step.args[1]];
    const product = candidates.find(
      (arg) => made.instructions[arg as number]?.op === "mul" && uses[arg as number] === 1,
    );
    if (product !== undefined) absorbed.add(product);
  }
  return absorbed;
}
