import type { Builder, Value } from "./builder.js";
import type { Program } from "./program.js";

/** Writes a program into one under construction, reading given values as its inputs; returns the values of its outputs. */
export function embed(builder: Builder, program: Program, inputs: readonly Value[]): Value[] {
  const values: Value[] = [];
  for (const made of program.instructions) {
    if (made.op === "input") values.push(inputs[made.input] as Value);
    else if (made.op === "constant") values.push(builder.constant(made.value));
    else values.push(builder.operation(made.op, ...made.args.map((arg) => values[arg] as Value)));
  }
  return program.outputs.map((output) => values[output] as Value);
}

/** For each output of a program, which inputs it depends on. */
export function dependencies(program: Program): ReadonlySet<number>[] {
  const sets: Set<number>[] = [];
  for (const made of program.instructions) {
    const set = new Set<number>(made.op === "input" ? [made.input] : []);
    if ("args" in made) for (const arg of made.args) for (const input of sets[arg] ?? []) set.add(input);
    sets.push(set);
  }
  return program.outputs.map((output) => sets[output] as Set<number>);
}
