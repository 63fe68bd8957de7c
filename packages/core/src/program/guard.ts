import type { Expression } from "../expression/expression.js";
import type { DType } from "../tensor/dtype.js";
import { Builder, type Value } from "./builder.js";
import { dependencies, embed } from "./embed.js";
import { type Evaluator, interpret } from "./interpret.js";
import {
  agreeWith,
  type BothLimits,
  bothLimits,
  type LimitSource,
  limitsAmong,
  type TrueLimits,
  withLimits,
} from "./limits.js";
import { probeInputs, rounded } from "./probe.js";
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

/** Probes at which limits are told to see whether 2^128 stands for infinity, and to see what does where it does not. */
const [FEW, MANY] = [16, 72];

/** What a program needs around it to keep to the semantics at infinities. */
interface Limits {
  /**
   * How an infinite input is read: as it is, or as the limit. Where no finite number lies beyond that, a clamp does
   * it: of both ends, or of one where the program itself is right at the other.
   */
  readonly inputs: readonly ("plain" | "low" | "high" | "clamp" | "replace")[];
  /** Whether results (for a gradient: slopes) are taken for infinities and zeros where an input is infinite. */
  readonly results: boolean;
}

/** What a program needs around it to keep to the semantics at infinities and NaN; {@link guardsOf} finds it. */
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

/**
 * The cheapest guards that give a pointwise program the semantics of `expression.ts` at ±Infinity and NaN: none where it has
 * them already. What is needed is found by running the program there and comparing.
 */
export function guardsOf(program: Program, dtype: DType, roles: Roles): Guards {
  const probes = probeInputs(program.inputs, roles.uniforms);
  const isPlain = (name: string): boolean =>
    roles.cotangents.includes(name) || Object.hasOwn(roles.uniforms[0] as object, name);
  const complete: Limits = {
    inputs: program.inputs.map((name) => (isPlain(name) ? "plain" : "replace")),
    results: true,
  };
  const trial = new GuardTrial(program, dtype, roles);
  const infinite = probesWithInfinity(probes, complete.inputs);
  const wanted = trial.answers(complete, infinite);
  const cheaper = candidates(complete.inputs, dtype);
  const enough = (isRight: (answers: Float64Array[]) => boolean): Limits | undefined =>
    cheaper.find((limits) => isRight(trial.answers(limits, infinite)));
  const source: LimitSource = { ...roles, inputs: program.inputs };
  const rightBy = (told: TrueLimits): Limits | undefined =>
    enough((answers) => agreeWith(answers, told, tolerance));
  const tolerance = program.format === "float32" ? 1e-4 : 1e-9;
  const few = limitsAmong(source, infinite, dtype, FEW);
  const other = agreeWith(wanted, few, tolerance)
    ? undefined
    : // 2^128 does not stand for infinity here: nothing is done that is not right, or the limits are put in.
      ((rightBy(few) && rightBy(limitsAmong(source, infinite, dtype, MANY))) ??
      bakedIn(program, roles, source));
  const limits = other ?? enough((answers) => agree(answers, wanted)) ?? complete;
  return { ...limits, lost: lostNaN(program, roles, probes, (at) => trial.answers(limits, at)) };
}

/**
 * The limits of a function of one number themselves, where the program gives them under no reading of infinity, and they are
 * the same whichever values options have.
 */
function bakedIn(
  { inputs }: Program,
  { elements, cotangents, uniforms }: Roles,
  source: LimitSource,
): (Limits & Pick<Guards, "limits">) | undefined {
  const [x, ...others] = elements;
  const varying = inputs.filter((name) => !Object.hasOwn(uniforms[0] as object, name));
  const isAlone = others.length === 0 && varying.length === 1 + cotangents.length && cotangents.length <= 1;
  if (!isAlone || x === undefined) return undefined;
  const [limits, ...more] = uniforms.map((options) => bothLimits(source, x, options));
  const flat = limits?.flat();
  const areSame = more.every((other) => other?.flat().every((limit, i) => Object.is(limit, flat?.[i])));
  return limits && areSame ? { inputs: inputs.map(() => "plain"), results: false, limits } : undefined;
}

/**
 * Runs a program under guards that are programs of their own: a first call would pay for building each candidate around
 * it as a whole.
 */
class GuardTrial {
  private readonly program: Program;
  private readonly dtype: DType;
  private readonly roles: Roles;
  private readonly evaluate: Evaluator;

  constructor(program: Program, dtype: DType, roles: Roles) {
    this.program = program;
    this.dtype = dtype;
    this.roles = roles;
    this.evaluate = interpret(program);
  }

  /** What the program gives under guards, as the dtype stores it. */
  answers(guards: Limits, probes: readonly Float64Array[]): Float64Array[] {
    const { inputs: names, outputs, format } = this.program;
    const length = probes[0]?.length ?? 0;
    const isPlain = guards.inputs.every((kind) => kind === "plain");
    const reader = new Builder(format);
    const read = isPlain
      ? probes
      : run(reader.program(readInputs(reader, names, guards), names), probes, length);
    const values = outputs.map(() => new Float64Array(length));
    this.evaluate(read, values, length);
    if (!guards.results) return rounded(values, this.dtype);
    const taker = new Builder(format);
    const given = outputs.map((_, j) => `result ${j}`);
    const results = given.map((name) => taker.input(name));
    const taken = takeLimits(taker, this.program, guards, this.roles, results);
    return rounded(
      run(taker.program(taken, [...names, ...given]), [...probes, ...values], length),
      this.dtype,
    );
  }
}

function run(program: Program, inputs: readonly Float64Array[], length: number): Float64Array[] {
  const outputs = program.outputs.map(() => new Float64Array(length));
  interpret(program)(inputs, outputs, length);
  return outputs;
}

/**
 * The probes at which guards can differ: those without NaN where an input that may be guarded is infinite. Elsewhere no
 * guard does anything, and a first call should not pay for finding that out.
 */
function probesWithInfinity(probes: readonly Float64Array[], kinds: Limits["inputs"]): Float64Array[] {
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
function candidates(complete: Limits["inputs"], dtype: DType): Limits[] {
  const none: Limits = { inputs: complete.map(() => "plain"), results: false };
  // A finite float64 may lie beyond 2^128, where a clamp would change it.
  if (dtype === "float64") return [none];
  const limits = complete.flatMap((kind, at) => (kind === "replace" ? [at] : []));
  const clamping = (chosen: readonly number[], kind: Limits["inputs"][number]): Limits => {
    return { inputs: complete.map((_, i) => (chosen.includes(i) ? kind : "plain")), results: false };
  };
  const ends = (["low", "high", "clamp"] as const).flatMap((kind) => [
    ...limits.map((at) => clamping([at], kind)),
    ...(limits.length > 1 ? [clamping(limits, kind)] : []),
  ]);
  return [none, ...ends];
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
function readInputs(builder: Builder, names: readonly string[], guards: Limits): Value[] {
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
function takeLimits(
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

/** For each output of a program the elements whose NaN it loses. */
function lostNaN(
  program: Program,
  { elements }: Roles,
  probes: readonly Float64Array[],
  answers: (probes: readonly Float64Array[]) => readonly Float64Array[],
): string[][] {
  const places = elements.map((name) => program.inputs.indexOf(name));
  const missing = rowsWhere(probes, (row) => places.some((place) => Number.isNaN(probes[place]?.[row])));
  return answers(missing).map((output) =>
    elements.filter((_, i) =>
      (missing[places[i] as number] as Float64Array).some(
        (value, row) => Number.isNaN(value) && !Number.isNaN(output[row]),
      ),
    ),
  );
}

/** Whether answers are the same, down to the sign of zero. */
function agree(given: readonly Float64Array[], wanted: readonly Float64Array[]): boolean {
  return wanted.every((values, j) => values.every((value, row) => Object.is(value, given[j]?.[row])));
}
