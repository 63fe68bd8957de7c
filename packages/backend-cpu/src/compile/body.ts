import type * as program from "@actfn/core/program";
import type { FunctionWriter, Local } from "../wasm/function.js";
import { type } from "../wasm/opcodes.js";
import { lanesOf } from "./lanes.js";
import { writeOperation } from "./operation.js";

/** How the body of a loop is written. */
export interface BodyOptions {
  /** Vectors that go through the program side by side, so that one's latency hides behind the others' work. */
  readonly streams: number;
  /** Whether a·b + c may be one fused operation. */
  readonly fused: boolean;
}

/**
 * Writes a program as straight-line SIMD code for several streams at once, instruction by instruction across the
 * streams. Whatever depends on constants and uniform inputs alone is written once, before the loop: in a loop Node 24 makes a
 * vector constant anew at each use, which cost 40 %.
 */
export class BodyWriter {
  private readonly writer: FunctionWriter;
  private readonly program: program.Program;
  private readonly options: BodyOptions;
  private readonly uniform: readonly boolean[];
  /** The local that holds an instruction's value for a stream; the same one for all streams where it is uniform. */
  private readonly locals: Local[][] = [];
  private readonly absorbed: ReadonlySet<number>;
  /** For each instruction the values that nothing needs after it. */
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

  /** Before the loop: constants and all that follows from uniform inputs. `load` puts an input's splat on the stack. */
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

  /** In the loop, once: everything else. `load` puts a stream's vector of an input on the stack. */
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

  /** Puts an output's value for a stream on the stack. */
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

/** What {@link BodyWriter} tells of `ends`; the factors of an absorbed product are needed where it is absorbed. */
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
 * Products that are used once, as a term of a sum or what is taken from it: they become part of a fused multiply-add. In
 * a − b only b can: a·b − c has no instruction of its own.
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
