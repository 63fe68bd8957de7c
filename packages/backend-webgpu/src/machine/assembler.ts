import type { Instruction, Program } from "@actfn/core/program";
import { operationNumbers } from "../softfloat/operate.js";

/** Values that the machine holds in registers; what is alive beyond them lies in a buffer. The catalogue's programs take 17 at most. */
export const REGISTERS = 32;
/** What the upper two bits of an operand say of the others: the number of a constant, of a register, or of a value in the buffer. */
export const OPERAND: Readonly<Record<"constant" | "register" | "spilled", number>> = {
  register: 0,
  constant: 1,
  spilled: 2,
};
export const OPERAND_SHIFT = 30;

const operations = Object.keys(operationNumbers).length;
/** Numbers of the two steps that are not operations. */
export const INPUT: number = operations;
export const OUTPUT: number = operations + 1;

/** A program as words for the machine. */
export interface Assembled {
  /** Four words for each step: its operation and where the result goes, and its operands. Two for each constant follow. */
  readonly words: Uint32Array<ArrayBuffer>;
  readonly steps: number;
  /** Values for which there is no register. */
  readonly spilled: number;
}

/** Bits of the first word of a step that tell the operation; the others tell the place of the result. */
export const OPERATION_BITS = 8;
/** Steps that a program may have, so that the place of each result can be told. */
export const MOST_STEPS: number = 2 ** (32 - OPERATION_BITS);

/**
 * Turns a float64 program into the machine's words. The outputs are written at the end.
 */
export function assemble(program: Program): Assembled {
  if (program.format !== "float64") throw new RangeError("The machine computes in float64.");
  const places = new Places(program);
  const steps: number[] = [];
  const constants: number[] = [];
  for (const [at, made] of program.instructions.entries()) {
    if (made.op === "constant") {
      places.put(at, tagged("constant", constants.push(made.value) - 1));
      continue;
    }
    const operands = "args" in made ? made.args.map((arg) => places.of(arg)) : [made.input];
    const result = places.make(at, made);
    steps.push(
      numberOf(made) | (result << OPERATION_BITS),
      operands[0] ?? 0,
      operands[1] ?? 0,
      operands[2] ?? 0,
    );
  }
  for (const [j, at] of program.outputs.entries()) steps.push(OUTPUT, places.of(at), j, 0);
  const values = new Uint32Array(Float64Array.from(constants).buffer);
  const words = new Uint32Array(steps.length + values.length);
  words.set(steps);
  words.set(values, steps.length);
  return { words, steps: steps.length / 4, spilled: places.spilled };
}

function numberOf(made: Instruction): number {
  return "args" in made ? operationNumbers[made.op] : INPUT;
}

function tagged(kind: keyof typeof OPERAND, number: number): number {
  return ((OPERAND[kind] << OPERAND_SHIFT) | number) >>> 0;
}

/** Which value lies where: a place is free again after the last use of its value. */
class Places {
  private readonly places: number[] = [];
  private readonly lastUse: number[];
  private readonly free: number[] = [];
  private used = 0;

  constructor({ instructions, outputs }: Program) {
    this.lastUse = instructions.map((_, at) => at);
    for (const [at, made] of instructions.entries()) {
      if ("args" in made) for (const arg of made.args) this.lastUse[arg] = at;
    }
    for (const at of outputs) this.lastUse[at] = Number.POSITIVE_INFINITY;
  }

  get spilled(): number {
    return Math.max(0, this.used - REGISTERS);
  }

  of(at: number): number {
    return this.places[at] as number;
  }

  put(at: number, operand: number): void {
    this.places[at] = operand;
  }

  /** Finds a place for a value and gives back those of operands that nothing needs any more. Returns the place's number. */
  make(at: number, made: Instruction): number {
    // An operation reads its operands before it writes, so that a result may lie where an operand was.
    if ("args" in made) for (const arg of new Set(made.args)) this.giveBack(arg, at);
    const number = this.free.pop() ?? this.used++;
    this.put(at, number < REGISTERS ? tagged("register", number) : tagged("spilled", number - REGISTERS));
    return number;
  }

  private giveBack(arg: number, at: number): void {
    const operand = this.of(arg);
    const kind = operand >>> OPERAND_SHIFT;
    if (this.lastUse[arg] !== at || kind === OPERAND.constant) return;
    const number = operand & (2 ** OPERAND_SHIFT - 1);
    this.free.push(kind === OPERAND.register ? number : number + REGISTERS);
  }
}
