import type { Format } from "../tensor/dtype.js";
import { compute } from "./machine.js";
import { givesMask, type Instruction, type Operation, type Program } from "./program.js";

/** A value of a program under construction: the number of the instruction that makes it. */
export type Value = number;

/**
 * Builds a program. Equal instructions become one, operations on constants are carried out at once (with the machine's
 * own rounding, so that nothing changes), and what no output needs is left out at the end.
 */
export class Builder {
  readonly format: Format;
  private readonly instructions: Instruction[] = [];
  private readonly known = new Map<string, Value>();
  private readonly inputs: string[] = [];

  constructor(format: Format) {
    this.format = format;
  }

  /** The value of an input; the same one for the same name. */
  input(name: string): Value {
    let input = this.inputs.indexOf(name);
    if (input < 0) input = this.inputs.push(name) - 1;
    return this.intern(`input ${input}`, { op: "input", input });
  }

  /** A constant, rounded to the format. */
  constant(value: number): Value {
    const rounded = this.format === "float32" ? Math.fround(value) : value;
    return this.intern(`constant ${Object.is(rounded, -0) ? "-0" : rounded}`, {
      op: "constant",
      value: rounded,
    });
  }

  /** An operation on earlier values. */
  operation(op: Operation, ...args: Value[]): Value {
    const folded = this.fold(op, args);
    if (folded !== undefined) return folded;
    const [a, b] = args as [Value, Value];
    const key = (op === "add" || op === "mul") && b < a ? `${op} ${b},${a}` : `${op} ${args.join()}`;
    return this.intern(key, { op, args });
  }

  add = (a: Value, b: Value): Value => this.operation("add", a, b);
  sub = (a: Value, b: Value): Value => this.operation("sub", a, b);
  sqrt = (a: Value): Value => this.operation("sqrt", a);
  abs = (a: Value): Value => this.operation("abs", a);
  min = (a: Value, b: Value): Value => this.operation("min", a, b);
  max = (a: Value, b: Value): Value => this.operation("max", a, b);
  copysign = (a: Value, b: Value): Value => this.operation("copysign", a, b);
  less = (a: Value, b: Value): Value => this.operation("less", a, b);
  lessEqual = (a: Value, b: Value): Value => this.operation("lessEqual", a, b);
  equal = (a: Value, b: Value): Value => this.operation("equal", a, b);
  both = (a: Value, b: Value): Value => this.operation("both", a, b);
  either = (a: Value, b: Value): Value => this.operation("either", a, b);
  not = (a: Value): Value => this.operation("not", a);
  select = (mask: Value, a: Value, b: Value): Value => (a === b ? a : this.operation("select", mask, a, b));
  exponential = (t: Value): Value => this.operation("exponential", t);
  exponent = (a: Value): Value => this.operation("exponent", a);
  mantissa = (a: Value): Value => this.operation("mantissa", a);

  /** a · b; by 1 it is the other factor. */
  mul = (a: Value, b: Value): Value => {
    const one = this.constant(1);
    return a === one ? b : b === one ? a : this.operation("mul", a, b);
  };

  /** a / b; by a power of two it is the product with its reciprocal, to the same bits. */
  div = (a: Value, b: Value): Value => {
    const divisor = this.instruction(b);
    const exact = divisor.op === "constant" && isPowerOfTwo(divisor.value);
    return exact ? this.mul(a, this.constant(1 / divisor.value)) : this.operation("div", a, b);
  };

  /** −a; the negation of a negation is the value itself, which changes no bit. */
  neg = (a: Value): Value => {
    const made = this.instructions[a] as Instruction;
    return made.op === "neg" ? (made.args[0] as Value) : this.operation("neg", a);
  };

  /** c0 + x·(c1 + x·(c2 + …)), in Horner's order. */
  polynomial(x: Value, coefficients: readonly number[]): Value {
    const last = coefficients.length - 1;
    let sum = this.constant(coefficients[last] as number);
    for (let k = last - 1; k >= 0; k--)
      sum = this.add(this.mul(sum, x), this.constant(coefficients[k] as number));
    return sum;
  }

  /** A mask as the number 1 or 0; a number as it is. */
  number(a: Value): Value {
    return this.isMask(a) ? this.select(a, this.constant(1), this.constant(0)) : a;
  }

  /** The instruction that makes a value. */
  instruction(value: Value): Instruction {
    return this.instructions[value] as Instruction;
  }

  /** Whether a value is a mask. */
  isMask(value: Value): boolean {
    return givesMask(this.instruction(value).op);
  }

  /** The finished program for some outputs, with all given inputs, whether used or not, in the given order. */
  program(outputs: readonly Value[], inputs: readonly string[]): Program {
    const position = new Map<Value, number>();
    const kept: Instruction[] = [];
    const needed = this.reachable(outputs);
    for (const [value, made] of this.instructions.entries()) {
      if (!needed.has(value)) continue;
      position.set(value, kept.length);
      kept.push(this.renumbered(made, position, inputs));
    }
    return {
      format: this.format,
      inputs,
      instructions: kept,
      outputs: outputs.map((o) => position.get(o) as number),
    };
  }

  private renumbered(
    made: Instruction,
    position: ReadonlyMap<Value, number>,
    inputs: readonly string[],
  ): Instruction {
    if (made.op === "constant") return made;
    if (made.op === "input") return { op: "input", input: inputs.indexOf(this.inputs[made.input] as string) };
    return { op: made.op, args: made.args.map((arg) => position.get(arg) as number) };
  }

  private reachable(outputs: readonly Value[]): Set<Value> {
    const needed = new Set<Value>(outputs);
    for (let value = this.instructions.length - 1; value >= 0; value--) {
      const made = this.instruction(value);
      if (needed.has(value) && "args" in made) for (const arg of made.args) needed.add(arg);
    }
    return needed;
  }

  private fold(op: Operation, args: readonly Value[]): Value | undefined {
    const values: number[] = [];
    for (const arg of args) {
      const made = this.instruction(arg);
      if (made.op !== "constant") return undefined;
      values.push(made.value);
    }
    if (givesMask(op)) return undefined;
    return this.constant(
      compute(this.format, op, values[0] as number, values[1] as number, values[2] as number),
    );
  }

  private intern(key: string, made: Instruction): Value {
    let value = this.known.get(key);
    if (value === undefined) {
      value = this.instructions.push(made) - 1;
      this.known.set(key, value);
    }
    return value;
  }
}

/** Whether a constant and its reciprocal are both exact powers of two, within the range of float32. */
function isPowerOfTwo(value: number): boolean {
  const size = Math.abs(value);
  return (
    size >= 2 ** -60 && size <= 2 ** 60 && Number.isInteger(Math.log2(size)) && 2 ** Math.log2(size) === size
  );
}
