import type { DType } from "../tensor/dtype.js";
import { Builder, type Value } from "./builder.js";
import { dependencies, embed } from "./embed.js";
import { answers, probeInputs } from "./probe.js";
import type { Program } from "./program.js";

/**
 * ±Infinity as an input is read as this: the first power of two beyond float32, or the largest number where the program
 * computes in float32 itself.
 */
const LIMIT = { float64: 2 ** 128, float32: 3.4028234663852886e38 } as const;
/** Where an input is infinite, results from here on stand for an infinity … */
const BEYOND = 2 ** 64;
/** … and those down to here for a zero. */
const NOTHING = 2 ** -64;

/** What surrounds a program so that it keeps to the semantics at infinities and NaN. */
interface Guards {
  /**
   * How an infinite input is read: as it is, or as the limit. Where no finite number lies beyond that, a clamp does
   * it: of both ends, or of one where the program itself is right at the other.
   */
  readonly inputs: readonly ("plain" | "low" | "high" | "clamp" | "replace")[];
  /** Whether results (for a gradient: slopes) are taken for infinities and zeros where an input is infinite. */
  readonly results: boolean;
}

/** Which inputs of a program are what. The others, tensor options, are read like elements at infinity only. */
export interface Roles {
  /** x or its parts: NaN in one of them gives NaN. */
  readonly elements: readonly string[];
  /** dy: infinities in it are themselves, and results are gradients: dy times a slope. */
  readonly cotangents: readonly string[];
}

/**
 * Surrounds a pointwise program with the cheapest guards that give the semantics of `expression.ts` at ±Infinity and NaN:
 * none where the program has them already. What is needed is found by running the program there and comparing.
 */
export function guarded(program: Program, dtype: DType, roles: Roles): Program {
  const probes = probeInputs(program.inputs.length);
  const complete: Guards = {
    inputs: program.inputs.map((name) => (roles.cotangents.includes(name) ? "plain" : "replace")),
    results: true,
  };
  const limits = (guards: Guards): Program => atInfinity(program, guards, roles);
  const infinite = probesWithInfinity(probes, complete.inputs);
  const wanted = answers(limits(complete), infinite, dtype);
  const enough = candidates(complete.inputs, dtype).find((guards) =>
    agree(answers(limits(guards), infinite, dtype), wanted),
  );
  return atNaN(limits(enough ?? complete), roles.elements, probes, dtype);
}

/**
 * The probes at which guards can differ: those without NaN where an input that may be guarded is infinite. Elsewhere no
 * guard does anything, and a first call should not pay for finding that out.
 */
function probesWithInfinity(probes: readonly Float64Array[], kinds: Guards["inputs"]): Float64Array[] {
  return rowsWhere(
    probes,
    (row) =>
      probes.every((values) => !Number.isNaN(values[row])) &&
      probes.some((values, i) => kinds[i] !== "plain" && !Number.isFinite(values[row])),
  );
}

function rowsWhere(probes: readonly Float64Array[], isWanted: (row: number) => boolean): Float64Array[] {
  const wanted: number[] = [];
  const rows = probes[0]?.length ?? 0;
  for (let row = 0; row < rows; row++) if (isWanted(row)) wanted.push(row);
  return probes.map((values) => Float64Array.from(wanted, (row) => values[row] as number));
}

/** Cheaper guards than the complete ones, the cheapest first. */
function candidates(complete: Guards["inputs"], dtype: DType): Guards[] {
  const none: Guards = { inputs: complete.map(() => "plain"), results: false };
  // A finite float64 may lie beyond 2^128, where a clamp would change it.
  if (dtype === "float64") return [none];
  const limits = complete.flatMap((kind, at) => (kind === "replace" ? [at] : []));
  const clamping = (chosen: readonly number[], kind: Guards["inputs"][number]): Guards => {
    return { inputs: complete.map((_, i) => (chosen.includes(i) ? kind : "plain")), results: false };
  };
  const ends = (["low", "high", "clamp"] as const).flatMap((kind) => [
    ...limits.map((at) => clamping([at], kind)),
    ...(limits.length > 1 ? [clamping(limits, kind)] : []),
  ]);
  return [none, ...ends];
}

function atInfinity(program: Program, guards: Guards, { cotangents }: Roles): Program {
  const builder = new Builder(program.format);
  const inputs = program.inputs.map((name) => builder.input(name));
  const infinite = inputs.map((x) => builder.equal(builder.abs(x), builder.constant(Infinity)));
  const limit = builder.constant(LIMIT[program.format]);
  const read = inputs.map((x, i) => {
    const kind = guards.inputs[i];
    if (kind === "replace") return builder.select(infinite[i] as Value, builder.copysign(limit, x), x);
    const low = kind === "low" || kind === "clamp" ? builder.max(x, builder.neg(limit)) : x;
    return kind === "high" || kind === "clamp" ? builder.min(low, limit) : low;
  });
  const outputs = embed(builder, program, read);
  if (!guards.results) return builder.program(outputs, program.inputs);
  const scale = cotangents
    .map((name) => builder.abs(builder.input(name)))
    .reduce((sum, size) => builder.add(sum, size), builder.constant(cotangents.length === 0 ? 1 : 0));
  const taken = outputs.map((value, j) => {
    const some = [...(dependencies(program)[j] as ReadonlySet<number>)].filter(
      (i) => guards.inputs[i] !== "plain",
    );
    if (some.length === 0) return value;
    const reached = some.map((i) => infinite[i] as Value).reduce(builder.either);
    return builder.select(reached, limitOf(builder, value, scale), value);
  });
  return builder.program(taken, program.inputs);
}

/** The limit that a result at ±2^128 stands for, measured against `scale`: 1, or |dy|, where it has a measure. */
function limitOf(builder: Builder, value: Value, scale: Value): Value {
  const size = builder.abs(value);
  const large = builder.lessEqual(builder.mul(builder.constant(BEYOND), scale), size);
  const small = builder.lessEqual(size, builder.mul(builder.constant(NOTHING), scale));
  const infinity = builder.copysign(builder.constant(Infinity), value);
  const zero = builder.copysign(builder.constant(0), value);
  const taken = builder.select(small, zero, builder.select(large, infinity, value));
  return builder.select(builder.less(scale, builder.constant(Infinity)), taken, value);
}

/** Makes every output NaN where one of the elements is, for those whose NaN the program loses. */
function atNaN(
  program: Program,
  elements: readonly string[],
  probes: readonly Float64Array[],
  dtype: DType,
): Program {
  const places = elements.map((name) => program.inputs.indexOf(name));
  const missing = rowsWhere(probes, (row) => places.some((place) => Number.isNaN(probes[place]?.[row])));
  const found = answers(program, missing, dtype);
  const loses = (output: Float64Array, name: string): boolean =>
    (missing[program.inputs.indexOf(name)] as Float64Array).some(
      (value, row) => Number.isNaN(value) && !Number.isNaN(output[row]),
    );
  const lost = found.map((output) => elements.filter((name) => loses(output, name)));
  if (lost.every((names) => names.length === 0)) return program;
  const builder = new Builder(program.format);
  const inputs = program.inputs.map((name) => builder.input(name));
  const outputs = embed(builder, program, inputs).map((value, j) => {
    const numbers = (lost[j] as string[]).map((name) =>
      builder.equal(builder.input(name), builder.input(name)),
    );
    return numbers.length === 0
      ? value
      : builder.select(numbers.reduce(builder.both), value, builder.constant(NaN));
  });
  return builder.program(outputs, program.inputs);
}

/** Whether answers are the same, down to the sign of zero. */
function agree(given: readonly Float64Array[], wanted: readonly Float64Array[]): boolean {
  return wanted.every((values, j) => values.every((value, row) => Object.is(value, given[j]?.[row])));
}
