import type { Pass } from "../../backend/backend.js";
import type { Definition } from "../../definition/definition.js";
import * as program from "../index.js";
import { type Kernel, type OptionNumbers, uniformValue } from "../index.js";
import { acceptedRows, rejectedRows } from "./accepted-kernels.js";
import { fastArithmetic, NotFast } from "./arithmetic.js";
import {
  ACCEPTED_BEFORE,
  ACCEPTED_NOW,
  type Choice,
  reasonAgainst,
  strictBecause,
  strictFor,
} from "./choice.js";
import type { Inaccuracy } from "./inaccuracy.js";
import { hashOfPlan } from "./program-hash.js";

/** Length of the rows that are compared. */
const LENGTH = 61;
/** Units in the last place of the largest number of a row that a result may be off, before its input's share. */
const ULPS = 4;

/** What the choice between the float32 and the strict plan of a row kernel depends on. */
export interface RowCandidate {
  readonly kernel: Kernel;
  readonly domain: Definition["domain"];
  readonly pass: Pass;
  /** Whether stages may keep values; it does not change what is computed. */
  readonly keep: boolean;
  /** Makes the strict plan. It is called only if that is needed. */
  readonly strict: () => program.RowPlan;
}

/**
 * Chooses the float32 plan of a row kernel if each result is within 4 units plus one for each unit of the inputs' range,
 * measured at the largest result of the row where terms may cancel. For the built-in activations the result of the
 * comparison is known by the hash of the plan.
 */
export function chooseFastRows(candidate: RowCandidate): Choice<program.RowPlan> {
  const plan = planFastRows(candidate);
  if (typeof plan === "string") return strictBecause(plan);
  const hash = hashOfPlan(plan, candidate.kernel);
  if (acceptedRows.has(hash)) return { fast: plan, reason: () => ACCEPTED_BEFORE };
  if (rejectedRows.has(hash)) return strictFor(() => reasonAgainst(compareRows(candidate, plan)));
  const inaccuracy = compareRows(candidate, plan);
  return inaccuracy === undefined
    ? { fast: plan, reason: () => ACCEPTED_NOW }
    : strictBecause(reasonAgainst(inaccuracy));
}

/** Compares a float32 plan with the strict one on a few rows. Returns the first inaccuracy, or undefined. */
export function compareRows(
  { kernel, pass, strict }: RowCandidate,
  plan: program.RowPlan,
): Inaccuracy | undefined {
  const [fast, reference] = [program.interpretRows(plan), program.interpretRows(strict())];
  for (const row of sampleRows(kernel)) {
    const got = run(fast, kernel, row, "float32");
    for (const [j, values] of run(reference, kernel, row, "float64").entries()) {
      const found = firstOutside(got[j] as Float64Array, values, row.range, pass === "backward");
      if (found !== undefined) return { ...found, inputs: inputsAt(kernel, row, found.at) };
    }
  }
  return undefined;
}

/** The float32 plan of a kernel; in words why there is none, if a primitive has no float32 form or a threshold is solved for. */
export function planFastRows({ kernel, domain, keep }: RowCandidate): program.RowPlan | string {
  try {
    const plan = program.planKernel(kernel, domain, "float32", fastArithmetic, keep);
    if (plan.kind !== "rows") return "It does not run along an axis.";
    const isSolved = plan.plan.stages.some(({ kind }) => kind === "threshold");
    return isSolved ? "Its threshold is solved for in double." : plan.plan;
  } catch (error) {
    if (error instanceof NotFast) return error.message;
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

function firstOutside(
  got: Float64Array,
  wanted: Float64Array,
  range: number,
  isGradient: boolean,
): (Omit<Inaccuracy, "inputs"> & { readonly at: number }) | undefined {
  const largest = wanted.reduce(
    (size, value) => (Number.isFinite(value) ? Math.max(size, Math.abs(value)) : size),
    0,
  );
  for (const [at, exact] of wanted.entries()) {
    const found = got[at] as number;
    const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(exact))), -126) - 23);
    const cancelled = isGradient || exact < 0 || largest > 1 ? ULPS * 2 ** -23 * largest : 0;
    const isRight =
      !Number.isFinite(exact) || exact === 0
        ? Object.is(found, exact)
        : Math.abs(found - exact) <= Math.max((ULPS + range) * ulp, cancelled);
    if (!isRight) return { at, got: found, exact, allowed: ULPS + range };
  }
  return undefined;
}

/** The inputs of one result: of x the entry at its place, which is 0 for a result of the whole row. */
function inputsAt(kernel: Kernel, { inputs, options }: Row, at: number): Inaccuracy["inputs"] {
  const numbers = kernel.inputs.flatMap(({ name, access }, i): [string, number][] => {
    if (access === "uniform" || access === "index") return [];
    return [[access === "row" ? name : `${name}[${at}]`, (inputs[i]?.[at] ?? inputs[i]?.[0]) as number]];
  });
  return [...numbers, ...Object.entries(options)];
}
