import { type Definition, type Kernel, program } from "@actfn/core";
import { fastArithmetic, NotFast } from "./arithmetic.js";

/** Length of the rows that are tried. */
const LENGTH = 61;
/** Units in the last place of the largest number of a row that a result may be off, before its input's share. */
const ULPS = 4;

/**
 * The float32 plan of a row kernel, or undefined where it does not keep the fast tier's promise: each result within
 * 4 units plus one for each unit of the inputs' range, measured at the largest result of the row where terms may cancel.
 */
export function chooseFastRows(
  kernel: Kernel,
  domain: Definition["domain"],
  strict: program.RowPlan,
  keep: boolean,
): program.RowPlan | undefined {
  const plan = planFast(kernel, domain, keep);
  if (plan === undefined || plan.stages.some(({ kind }) => kind === "threshold")) return undefined;
  const [fast, reference] = [program.interpretRows(plan), program.interpretRows(strict)];
  for (const row of sampleRows(kernel)) {
    const got = run(fast, kernel, row);
    const wanted = run(reference, kernel, row);
    if (!wanted.every((values, j) => within(got[j] as Float64Array, values, row.range))) return undefined;
  }
  return plan;
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
  readonly inputs: readonly Float64Array[];
  /** How far apart the finite numbers of x lie. */
  readonly range: number;
}

/** Rows of growing range, the last ones with entries that are masked, infinite or NaN. */
function sampleRows(kernel: Kernel): Row[] {
  const specials = [[], [], [], [-Infinity], [Infinity], [NaN], Array<number>(LENGTH).fill(-Infinity)];
  return specials.map((special, n) => {
    const range = [2, 20, 90][n] ?? 10;
    const inputs = kernel.inputs.map(({ access, tensor }, i) => {
      if (access === "row") return Float64Array.of(0.7);
      return Float64Array.from({ length: LENGTH }, (_, l) => {
        if (access === "index") return l;
        if (tensor === 0 && l < special.length) return special[l] as number;
        const wave = Math.sin((l + 1) * (i + 1.3) * 12.9898) * 43758.5453;
        return Math.fround((wave - Math.floor(wave) - 0.5) * (tensor === 0 ? range : 2));
      });
    });
    return { inputs, range };
  });
}

function run(evaluate: program.Evaluator, kernel: Kernel, { inputs }: Row): Float64Array[] {
  const outputs = kernel.outputs.map(({ access }) => new Float64Array(access === "row" ? 1 : LENGTH));
  evaluate(inputs, outputs, LENGTH);
  return outputs;
}

function within(got: Float64Array, wanted: Float64Array, range: number): boolean {
  const largest = wanted.reduce(
    (size, value) => (Number.isFinite(value) ? Math.max(size, Math.abs(value)) : size),
    0,
  );
  return wanted.every((value, l) => {
    const found = got[l] as number;
    if (!Number.isFinite(value) || value === 0) return Object.is(found, value);
    const ulp = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
    const cancelled = value < 0 || largest > 1 ? ULPS * 2 ** -23 * largest : 0;
    return Math.abs(found - value) <= Math.max((ULPS + range) * ulp, cancelled);
  });
}
