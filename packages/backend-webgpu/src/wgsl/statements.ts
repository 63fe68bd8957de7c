import type * as program from "@actfn/core/program";
import { literal, type Rounding, wordOf, writersFor } from "./words.js";

/** A program as WGSL. */
export interface Statements {
  /** One statement for each instruction, in their order. They read `zero`. */
  readonly lines: readonly string[];
  /** The expression of each output: a word. */
  readonly outputs: readonly string[];
}

/**
 * Writes a float32 program as WGSL. `inputs[i]` is the expression of input i, a word; names of variables begin with `prefix`.
 * Constants are hidden from the compiler too: it may take x + 0 for x, which is wrong for −0, and divide by multiplying.
 */
export function statementsOf(
  { instructions, outputs }: program.Program,
  inputs: readonly string[],
  rounding: Rounding,
  prefix = "v",
): Statements {
  const writers = writersFor(rounding);
  const lines: string[] = [];
  const names: string[] = [];
  for (const [at, made] of instructions.entries()) {
    if (made.op === "input") {
      names.push(inputs[made.input] as string);
      continue;
    }
    const name = `${prefix}${at}`;
    names.push(name);
    if (made.op === "constant") lines.push(`let ${name} = ${literal(wordOf(made.value))} ^ zero;`);
    else {
      const [a = "", b = "", c = ""] = made.args.map((arg) => names[arg] as string);
      lines.push(`let ${name} = ${writers[made.op](a, b, c)};`);
    }
  }
  return { lines, outputs: outputs.map((at) => names[at] as string) };
}
