import type { Expression } from "../expression/expression.js";
import { Builder, type Value } from "./builder.js";
import { dependencies, embed } from "./embed.js";
import { type BothLimits, withLimits } from "./limits.js";
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

/** What a program needs around it to keep to the semantics at infinities. */
export interface Limits {
  /**
   * How an infinite input is read: as it is, or as the limit. Where no finite number lies beyond that, a clamp does
   * it: of both ends, or of one where the program itself is right at the other.
   */
  readonly inputs: readonly ("plain" | "low" | "high" | "clamp" | "replace")[];
  /** Whether results (for a gradient: slopes) are taken for infinities and zeros where an input is infinite. */
  readonly results: boolean;
}

/** What a program needs around it to keep to the semantics at infinities and NaN. */
export interface Guards extends Limits {
  /** What the outputs are at infinity, where no reading of the input gives it. */
  readonly limits?: BothLimits;
  /** For each output the elements whose NaN it would lose. */
  readonly lost: readonly (readonly string[])[];
}

/** Which inputs of a program are what. The others, tensor options, are read like elements at infinity only. */
export interface Roles {
  /** x or its parts: NaN in one of them gives NaN. */
  readonly elements: readonly string[];
  /** dy: infinities in it are themselves, and results are gradients: dy times a slope. */
  readonly cotangents: readonly string[];
  /** What the program computes, from which its true limits are told. */
  readonly expressions: readonly Expression[];
  /** Options that are inputs: sets of values by name, at each of which the guards must do; one empty set where there are none. */
  readonly uniforms: readonly Readonly<Record<string, number>>[];
}

/** A program within the guards that it needs. */
export function guarded(program: Program, guards: Guards, roles: Roles): Program {
  const builder = new Builder(program.format);
  const values = embed(builder, program, readInputs(builder, program.inputs, guards));
  const taken = guards.results ? takeLimits(builder, program, guards, roles, values) : values;
  const x = roles.elements[0] as string;
  const dy = roles.cotangents.map((name) => builder.input(name))[0];
  const outputs = taken.map((limited, j) => {
    const both = guards.limits?.[j];
    const value = both === undefined ? limited : withLimits(builder, limited, builder.input(x), both, dy);
    const numbers = (guards.lost[j] as readonly string[]).map((name) =>
      builder.equal(builder.input(name), builder.input(name)),
    );
    return numbers.length === 0
      ? value
      : builder.select(numbers.reduce(builder.both), value, builder.constant(NaN));
  });
  return builder.program(outputs, program.inputs);
}

/** The inputs as guards have them read. */
export function readInputs(builder: Builder, names: readonly string[], guards: Limits): Value[] {
  const limit = builder.constant(LIMIT[builder.format]);
  return names.map((name, i) => {
    const x = builder.input(name);
    const kind = guards.inputs[i];
    if (kind === "replace") return builder.select(isInfinite(builder, x), builder.copysign(limit, x), x);
    const low = kind === "low" || kind === "clamp" ? builder.max(x, builder.neg(limit)) : x;
    return kind === "high" || kind === "clamp" ? builder.min(low, limit) : low;
  });
}

/** Results, taken for what they stand for where an input that they depend on is infinite. */
export function takeLimits(
  builder: Builder,
  program: Program,
  guards: Limits,
  { cotangents }: Roles,
  values: readonly Value[],
): Value[] {
  const scale = cotangents
    .map((name) => builder.abs(builder.input(name)))
    .reduce((sum, size) => builder.add(sum, size), builder.constant(cotangents.length === 0 ? 1 : 0));
  const needed = dependencies(program);
  return values.map((value, j) => {
    const some = [...(needed[j] as ReadonlySet<number>)].filter((i) => guards.inputs[i] !== "plain");
    if (some.length === 0) return value;
    const reached = some
      .map((i) => isInfinite(builder, builder.input(program.inputs[i] as string)))
      .reduce(builder.either);
    return builder.select(reached, limitOf(builder, value, scale), value);
  });
}

function isInfinite(builder: Builder, x: Value): Value {
  return builder.equal(builder.abs(x), builder.constant(Infinity));
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
