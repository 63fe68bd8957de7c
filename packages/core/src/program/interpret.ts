import { compute, machine } from "./machine.js";
import type { Instruction, Operation, Program } from "./program.js";

/**
 * Runs a program on `length` elements: `inputs[i]` holds the values of input i, `outputs[j]` receives those of output j.
 * An input that is uniform holds one value for all elements.
 */
export type Evaluator = (
  inputs: readonly Float64Array[],
  outputs: readonly Float64Array[],
  length: number,
) => void;

/** Elements that go through an instruction at a time: few enough for the cache, enough to forget the dispatch. */
const BLOCK = 256;

/**
 * Turns a program into a function of plain TypeScript, without generated code. It is the reference, the bit-for-bit
 * twin of the compiled kernels, and what computes where WebAssembly cannot be compiled.
 */
export function interpret(program: Program, uniform: readonly boolean[] = []): Evaluator {
  const steps = allocate(program, uniform);
  const registers = Array.from({ length: steps.registers }, () => new Float64Array(BLOCK));
  const registerOf = (value: number): Float64Array =>
    registers[steps.registerOf[value] as number] as Float64Array;
  const round = program.format === "float32";
  const perform = (at: number, made: Instruction, length: number): void => {
    if (!("args" in made)) return;
    const out = registerOf(at);
    const [a, b, c] = made.args;
    const first = registerOf(a as number);
    run(
      made.op,
      round,
      out,
      first,
      b === undefined ? first : registerOf(b),
      c === undefined ? first : registerOf(c),
      length,
    );
  };
  for (const [at, made] of program.instructions.entries()) {
    if (made.op === "constant") registerOf(at).fill(made.value);
  }
  return (inputs, outputs, length) => {
    for (const at of steps.uniform) {
      const made = program.instructions[at] as Instruction;
      if (made.op === "input") registerOf(at).fill((inputs[made.input] as Float64Array)[0] as number);
      else {
        perform(at, made, 1);
        registerOf(at).fill(registerOf(at)[0] as number);
      }
    }
    for (let from = 0; from < length; from += BLOCK) {
      const count = Math.min(BLOCK, length - from);
      for (const at of steps.varying) {
        const made = program.instructions[at] as Instruction;
        if (made.op === "input") {
          registerOf(at).set((inputs[made.input] as Float64Array).subarray(from, from + count));
        } else perform(at, made, count);
      }
      for (const [i, at] of program.outputs.entries()) {
        if (steps.isUniform[at]) continue;
        (outputs[i] as Float64Array).set(registerOf(at).subarray(0, count), from);
      }
    }
    for (const [i, at] of program.outputs.entries()) {
      if (steps.isUniform[at] && length > 0)
        (outputs[i] as Float64Array).fill(registerOf(at)[0] as number, 0, length);
    }
  };
}

/** Which instruction's value lies in which register, and which instructions need to run only once. */
interface Steps {
  readonly registers: number;
  readonly registerOf: readonly number[];
  readonly isUniform: readonly boolean[];
  readonly uniform: readonly number[];
  readonly varying: readonly number[];
}

function allocate(program: Program, uniformInputs: readonly boolean[]): Steps {
  const { instructions, outputs } = program;
  const isUniform: boolean[] = [];
  const lastUse: number[] = instructions.map((_, at) => at);
  for (const [at, made] of instructions.entries()) {
    if ("args" in made) {
      isUniform.push(made.args.every((arg) => isUniform[arg]));
      for (const arg of made.args) lastUse[arg] = at;
    } else isUniform.push(made.op === "constant" || uniformInputs[made.input] === true);
  }
  for (const at of outputs) lastUse[at] = instructions.length;
  const registerOf: number[] = [];
  const free: number[] = [];
  let registers = 0;
  for (const [at, made] of instructions.entries()) {
    // Uniform values hold their registers for the whole call; the others share: one is free after its value's last use.
    const shared = isUniform[at] ? undefined : free.pop();
    registerOf.push(shared ?? registers++);
    if (!("args" in made) || isUniform[at]) continue;
    for (const arg of new Set(made.args)) {
      if (lastUse[arg] === at && !isUniform[arg]) free.push(registerOf[arg] as number);
    }
  }
  const all = instructions.map((_, at) => at);
  return {
    registers,
    registerOf,
    isUniform,
    uniform: all.filter((at) => isUniform[at] && instructions[at]?.op !== "constant"),
    varying: all.filter((at) => !isUniform[at]),
  };
}

type Block = (out: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array, length: number) => void;

/** One loop for each frequent operation, so that the engine sees plain arithmetic; the others go through the table. */
const blocks: Partial<Record<Operation, Block>> = {
  add: (out, a, b, _, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) + (b[i] as number);
  },
  sub: (out, a, b, _, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) - (b[i] as number);
  },
  mul: (out, a, b, _, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) * (b[i] as number);
  },
  div: (out, a, b, _, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) / (b[i] as number);
  },
  neg: (out, a, _b, _c, n) => {
    for (let i = 0; i < n; i++) out[i] = -(a[i] as number);
  },
  abs: (out, a, _b, _c, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.abs(a[i] as number);
  },
  min: (out, a, b, _, n) => {
    for (let i = 0; i < n; i++)
      out[i] = (b[i] as number) < (a[i] as number) ? (b[i] as number) : (a[i] as number);
  },
  max: (out, a, b, _, n) => {
    for (let i = 0; i < n; i++)
      out[i] = (a[i] as number) < (b[i] as number) ? (b[i] as number) : (a[i] as number);
  },
  less: (out, a, b, _, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) < (b[i] as number) ? 1 : 0;
  },
  select: (out, mask, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = mask[i] !== 0 ? (a[i] as number) : (b[i] as number);
  },
};

function run(
  op: Operation,
  round: boolean,
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  length: number,
): void {
  const block = blocks[op];
  if (round && op === "exponential") {
    for (let i = 0; i < length; i++) out[i] = compute("float32", op, a[i] as number, 0, 0);
    return;
  }
  if (block !== undefined) block(out, a, b, c, length);
  else {
    const operate = machine[op];
    for (let i = 0; i < length; i++) out[i] = operate(a[i] as number, b[i] as number, c[i] as number);
  }
  // A double's result rounded to float32 is what float32 arithmetic gives, for each of these operations.
  if (round) for (let i = 0; i < length; i++) out[i] = Math.fround(out[i] as number);
}
