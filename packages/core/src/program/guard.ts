import type { DType } from "../tensor/dtype.js";
import { Builder, type Value } from "./builder.js";
import { dependencies, embed } from "./embed.js";
import { answers, probeInputs } from "./probe.js";
import type { Program } from "./program.js";

/** ±Infinity as an input is read as this, the first power of two beyond float32. */
const LIMIT = 2 ** 128;
/** Where an input is infinite, results from here on stand for an infinity … */
const BEYOND = 2 ** 127;
/** … and those down to here for a zero. */
const NOTHING = 2 ** -100;

/** What surrounds a program so that it keeps to the semantics at infinities and NaN. */
interface Guards {
  /** How an infinite input is read: as it is, or as ±2^128. `clamp` serves where no finite number lies beyond that. */
  readonly inputs: readonly ("plain" | "clamp" | "replace")[];
  /** Whether results are taken for infinities and zeros where an input is infinite. */
  readonly results: boolean;
}

/**
 * Surrounds a pointwise program with the cheapest guards that give the semantics of `expression.ts` at ±Infinity and NaN:
 * none where the program has them already. What is needed is found by running the program there and comparing.
 */
export function guarded(program: Program, dtype: DType): Program {
  const probes = probeInputs(program.inputs.length);
  const complete: Guards = { inputs: program.inputs.map(() => "replace"), results: true };
  const wanted = answers(atInfinity(program, complete), probes, dtype);
  const enough = candidates(program.inputs.length, dtype).find((guards) =>
    agree(answers(atInfinity(program, guards), probes, dtype), wanted, probes),
  );
  return atNaN(atInfinity(program, enough ?? complete), dependencies(program), probes, dtype);
}

/** Cheaper guards than the complete ones, the cheapest first. */
function candidates(count: number, dtype: DType): Guards[] {
  const plain: Guards["inputs"] = Array.from({ length: count }, () => "plain");
  const none: Guards = { inputs: plain, results: false };
  // A finite float64 may lie beyond 2^128, where a clamp would change it.
  if (dtype === "float64") return [none];
  const one = plain.map((_, at): Guards => {
    return { inputs: plain.map((kind, i) => (i === at ? "clamp" : kind)), results: false };
  });
  return [none, ...one, { inputs: plain.map(() => "clamp"), results: false }];
}

function atInfinity(program: Program, guards: Guards): Program {
  const builder = new Builder(program.format);
  const inputs = program.inputs.map((name) => builder.input(name));
  const infinite = inputs.map((x) => builder.equal(builder.abs(x), builder.constant(Infinity)));
  const read = inputs.map((x, i) => {
    if (guards.inputs[i] === "plain") return x;
    const limit = builder.constant(LIMIT);
    if (guards.inputs[i] === "replace") {
      return builder.select(infinite[i] as Value, builder.copysign(limit, x), x);
    }
    return builder.min(builder.max(x, builder.constant(-LIMIT)), limit);
  });
  const outputs = embed(builder, program, read);
  if (!guards.results) return builder.program(outputs, program.inputs);
  const depends = dependencies(program);
  const taken = outputs.map((value, j) => {
    const some = [...(depends[j] as ReadonlySet<number>)].map((i) => infinite[i] as Value);
    return some.length === 0
      ? value
      : builder.select(some.reduce(builder.either), limitOf(builder, value), value);
  });
  return builder.program(taken, program.inputs);
}

/** The limit that a result at ±2^128 stands for. */
function limitOf(builder: Builder, value: Value): Value {
  const size = builder.abs(value);
  const large = builder.lessEqual(builder.constant(BEYOND), size);
  const small = builder.lessEqual(size, builder.constant(NOTHING));
  const infinity = builder.copysign(builder.constant(Infinity), value);
  const zero = builder.copysign(builder.constant(0), value);
  return builder.select(large, infinity, builder.select(small, zero, value));
}

/** Makes each output NaN where an input is that it depends on, for the inputs whose NaN the program loses. */
function atNaN(
  program: Program,
  depends: readonly ReadonlySet<number>[],
  probes: readonly Float64Array[],
  dtype: DType,
): Program {
  const found = answers(program, probes, dtype);
  const loses = (output: number, input: number): boolean =>
    (probes[input] as Float64Array).some(
      (value, row) => Number.isNaN(value) && !Number.isNaN((found[output] as Float64Array)[row]),
    );
  const lost = depends.map((inputs, j) => [...inputs].filter((i) => loses(j, i)));
  if (lost.every((inputs) => inputs.length === 0)) return program;
  const builder = new Builder(program.format);
  const inputs = program.inputs.map((name) => builder.input(name));
  const outputs = embed(builder, program, inputs).map((value, j) => {
    const numbers = (lost[j] as number[]).map((i) => builder.equal(inputs[i] as Value, inputs[i] as Value));
    return numbers.length === 0
      ? value
      : builder.select(numbers.reduce(builder.both), value, builder.constant(NaN));
  });
  return builder.program(outputs, program.inputs);
}

/** Whether answers are the same, down to the sign of zero, at every probe without NaN. */
function agree(
  given: readonly Float64Array[],
  wanted: readonly Float64Array[],
  probes: readonly Float64Array[],
): boolean {
  return wanted.every((values, j) =>
    values.every(
      (value, row) => probes.some((input) => Number.isNaN(input[row])) || Object.is(value, given[j]?.[row]),
    ),
  );
}
