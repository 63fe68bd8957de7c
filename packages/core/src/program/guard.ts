import type { DType } from "../tensor/dtype.js";
import { Builder } from "./builder.js";
import { type Guards, type Limits, type Roles, readInputs, takeLimits } from "./guarded.js";
import { type Evaluator, interpret } from "./interpret.js";
import { agreeWith, bothLimits, type LimitSource, limitsAmong, type TrueLimits } from "./limits.js";
import { probeInputs, rounded } from "./probe.js";
import type { Program } from "./program.js";

/** Probes at which limits are told to see whether 2^128 stands for infinity, and to see what does where it does not. */
const [FEW, MANY] = [16, 72];

/**
 * The cheapest guards that give a pointwise program the semantics of `expression.ts` at ±Infinity and NaN: none where it has
 * them already. What is needed is found by running the program there and comparing.
 */
export function guardsOf(program: Program, dtype: DType, roles: Roles): Guards {
  const probes = probeInputs(program.inputs, roles.uniforms);
  const complete = completeLimits(program, roles);
  const trial = new GuardTrial(program, dtype, roles);
  const infinite = probesWithInfinity(probes, complete.inputs);
  const wanted = trial.answers(complete, infinite);
  const cheaper = candidates(complete.inputs, dtype);
  const enough = (isRight: (answers: Float64Array[]) => boolean): Limits | undefined =>
    cheaper.find((limits) => isRight(trial.answers(limits, infinite)));
  const source: LimitSource = { ...roles, inputs: program.inputs };
  const rightBy = (told: TrueLimits): Limits | undefined =>
    enough((answers) => agreeWith(answers, told, tolerance));
  const tolerance = toleranceOf(program);
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
 * Guards that lean on IEEE 754 as little as can be, for machines whose compilers may take it that no number is infinite or NaN: an
 * infinite element is not computed with if another reading gives the limits, and NaN is looked for in every element.
 */
export function completeGuardsOf(program: Program, dtype: DType, roles: Roles): Guards {
  const complete = completeLimits(program, roles);
  const lost = program.outputs.map(() => roles.elements);
  const infinite = probesWithInfinity(probeInputs(program.inputs, roles.uniforms), complete.inputs);
  const source: LimitSource = { ...roles, inputs: program.inputs };
  const wanted = new GuardTrial(program, dtype, roles).answers(complete, infinite);
  if (agreeWith(wanted, limitsAmong(source, infinite, dtype, FEW), toleranceOf(program))) {
    return { ...complete, lost };
  }
  const baked = bakedIn(program, roles, source);
  if (baked !== undefined) return { ...baked, inputs: complete.inputs, lost };
  return { ...guardsOf(program, dtype, roles), lost };
}

/** Every guard there is: infinite inputs are read as the largest number, and results are taken for limits. */
function completeLimits({ inputs }: Program, { cotangents, uniforms }: Roles): Limits {
  const isPlain = (name: string): boolean =>
    cotangents.includes(name) || Object.hasOwn(uniforms[0] as object, name);
  return { inputs: inputs.map((name) => (isPlain(name) ? "plain" : "replace")), results: true };
}

/** How far an answer may be from a limit that it stands for. */
function toleranceOf({ format }: Program): number {
  return format === "float32" ? 1e-4 : 1e-9;
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
