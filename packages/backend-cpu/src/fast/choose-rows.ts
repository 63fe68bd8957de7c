import type { Definition, Pass } from "@actfn/core";
import * as program from "@actfn/core/program";
import { type Kernel, type OptionNumbers, uniformValue } from "@actfn/core/program";
import { fastArithmetic, NotFast } from "./arithmetic.js";
import { fingerprintOfPlan } from "./fingerprint.js";
import { brokenRows, keptRows } from "./verdicts.js";

/** Length of the rows that are tried. */
const LENGTH = 61;
/** Units in the last place of the largest number of a row that a result may be off, before its input's share. */
const ULPS = 4;

/** What a choice needs to know of a row kernel. */
export interface RowCandidate {
  readonly kernel: Kernel;
  readonly domain: Definition["domain"];
  readonly pass: Pass;
  /** Whether stages may keep values; it does not change what is computed. */
  readonly keep: boolean;
  /** The strict plan, which is made only if it is needed. */
  readonly strict: () => program.RowPlan;
}

/**
 * The float32 plan of a row kernel, or undefined where it does not keep the fast tier's promise: each result within
 * 4 units plus one for each unit of the inputs' range, measured at the largest result of the row where terms may cancel.
 * As for elements, the outcome of the trial is known beforehand for the catalogue.
 */
export function chooseFastRows(candidate: RowCandidate): program.RowPlan | undefined {
  const plan = planFastRows(candidate);
  if (plan === undefined) return undefined;
  const print = fingerprintOfPlan(plan, candidate.kernel);
  if (keptRows.has(print)) return plan;
  if (brokenRows.has(print)) return undefined;
  return rowsPassTrial(candidate, plan) ? plan : undefined;
}

/** Whether a float32 plan keeps the promise in a trial of a few rows. */
export function rowsPassTrial({ kernel, pass, strict }: RowCandidate, plan: program.RowPlan): boolean {
  const [fast, reference] = [program.interpretRows(plan), program.interpretRows(strict())];
  return sampleRows(kernel).every((row) => {
    const got = run(fast, kernel, row, "float32");
    return run(reference, kernel, row, "float64").every((values, j) =>
      within(got[j] as Float64Array, values, row.range, pass === "backward"),
    );
  });
}

/** The float32 plan of a kernel; undefined where a primitive has no form in float32, or a threshold is solved for. */
export function planFastRows({ kernel, domain, keep }: RowCandidate): program.RowPlan | undefined {
  const plan = planFast(kernel, domain, keep);
  return plan?.stages.some(({ kind }) => kind === "threshold") === true ? undefined : plan;
}

function planFast(kernel: Kernel, domain: Definition["domain"], keep: boolean): program.RowPlan | undefined {
  try {
    const plan = program.planKernel(kernel, domain, "float32", fastArithmetic, keep);
    return plan.kind === "rows" ? plan.plan : undefined;
  } catch (error) {
    if (error instanceof NotFast) return undefined;
    throw error;
  }
}

interface Row {
  /** The numbers of each input; none of an option's. */
  readonly inputs: readonly Float64Array[];
  readonly options: OptionNumbers;
  /** How far apart the finite numbers of x lie, once an option has scaled them. */
  readonly range: number;
}

/** Rows for each of the options' values. An option that scales x is rounded itself, so that the range counts twice. */
function sampleRows(kernel: Kernel): Row[] {
  return kernel.samples.flatMap((options) => {
    const values = Object.values(options).map(Math.abs);
    if (values.length === 0) return rowsOf(kernel, options, 1, 1);
    const scale = Math.max(...values, ...values.map((value) => 1 / value));
    return [...rowsOf(kernel, options, 1, 2 * scale), ...rowsOf(kernel, options, 1 / scale, 2 * scale)];
  });
}

/**
 * Rows of growing range, the last ones with entries that are masked, infinite, NaN or near overflow. x is `size` times as
 * large, and its range counts `scale` times.
 */
function rowsOf(kernel: Kernel, options: OptionNumbers, size: number, scale: number): Row[] {
  const masked = Array<number>(LENGTH).fill(-Infinity);
  const specials = [[], [], [], [-Infinity], [Infinity], [NaN], masked, [3e38, -3e38]];
  return specials.map((special, n) => {
    const range = ([2, 20, 90][n] ?? 10) * size;
    const inputs = kernel.inputs.map(({ access, tensor }, i) => {
      if (access === "row") return Float64Array.of(0.7);
      if (access === "uniform") return new Float64Array(1);
      return Float64Array.from({ length: LENGTH }, (_, l) => {
        if (access === "index") return l;
        if (tensor === 0 && l < special.length) return special[l] as number;
        const wave = Math.sin((l + 1) * (i + 1.3) * 12.9898) * 43758.5453;
        return Math.fround((wave - Math.floor(wave) - 0.5) * (tensor === 0 ? range : 2));
      });
    });
    return { inputs, options, range: range * scale };
  });
}

function run(
  evaluate: program.Evaluator,
  kernel: Kernel,
  { inputs, options }: Row,
  format: program.Format,
): Float64Array[] {
  const outputs = kernel.outputs.map(({ access }) => new Float64Array(access === "row" ? 1 : LENGTH));
  const given = kernel.inputs.map(({ uniform }, i) =>
    uniform === undefined
      ? (inputs[i] as Float64Array)
      : Float64Array.of(uniformValue(uniform, options, format)),
  );
  evaluate(given, outputs, LENGTH);
  return outputs;
}

function within(got: Float64Array, wanted: Float64Array, range: number, isGradient: boolean): boolean {
  const largest = wanted.reduce(
    (size, value) => (Number.isFinite(value) ? Math.max(size, Math.abs(value)) : size),
    0,
  );
  return wanted.every((value, l) => {
    const found = got[l] as number;
    if (!Number.isFinite(value) || value === 0) return Object.is(found, value);
    const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
    const cancelled = isGradient || value < 0 || largest > 1 ? ULPS * 2 ** -23 * largest : 0;
    return Math.abs(found - value) <= Math.max((ULPS + range) * ulp, cancelled);
  });
}
