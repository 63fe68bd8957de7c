import type { Pass } from "../../backend/backend.js";
import type { Kernel } from "../index.js";
import * as program from "../index.js";
import { acceptedElements, rejectedElements } from "./accepted-kernels.js";
import { type AccuracyCheck, findInaccuracy, findWrongLimit, type RunBoth } from "./accuracy-check.js";
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
import { withLinearStart } from "./linear-start.js";
import { hashOfProgram } from "./program-hash.js";

/** What the choice between the float32 and the strict program of an elementwise kernel depends on. */
export interface Candidate {
  readonly kernel: Kernel;
  readonly pass: Pass;
  /** Makes the strict program. It is called only if that is needed. */
  readonly strict: () => program.Program;
  /** Prepares two programs that are to be run side by side, as calls run them. */
  readonly runBoth: (fast: program.Program, strict: program.Program) => RunBoth;
  readonly guards: GuardKind;
}

/**
 * Which guards a float32 program gets: the `cheapest` that are enough where arithmetic follows IEEE 754, or `complete` ones for
 * a machine whose compiler may take it that no number is infinite or NaN.
 */
export type GuardKind = "cheapest" | "complete";

/**
 * Chooses the float32 program of an elementwise kernel if it is accurate enough for the `fast` precision. It is compared
 * with the strict program at some ten thousand inputs. For the kernels of the built-in activations the result of that, and
 * the guards that the program needs, are known by the hash of the program. No name has an influence.
 */
export function chooseFast(candidate: Candidate): Choice<program.Program> {
  const { kernel } = candidate;
  const bare = lowerFast(kernel);
  if (bare instanceof NotFast) return strictBecause(bare.message);
  const hash = hashOfProgram(bare, kernel);
  if (rejectedElements.has(hash)) {
    return strictFor(() => reasonAgainst(compare(candidate, guardedFast(kernel, bare).program)));
  }
  const known = acceptedElements.get(hash);
  const fast = guardedBy(candidate, bare, known);
  if (known !== undefined) return { fast, reason: () => ACCEPTED_BEFORE };
  const inaccuracy = compare(candidate, fast);
  if (inaccuracy === undefined) return { fast, reason: () => ACCEPTED_NOW };
  const uniforms = program.uniformSamples(kernel, "float64");
  const mended = withLinearStart(kernel, fast, candidate.strict(), uniforms);
  if (mended === undefined) return strictBecause(reasonAgainst(inaccuracy));
  const left = compare(candidate, mended);
  return left === undefined
    ? { fast: mended, reason: () => ACCEPTED_NOW }
    : strictBecause(reasonAgainst(left));
}

/**
 * Compares a float32 program with the strict one. Returns the first inaccuracy, or undefined. `bound` is a declared
 * bound in units in the last place. Default: the contract's, with a margin.
 */
export function compare(candidate: Candidate, fast: program.Program, bound?: number): Inaccuracy | undefined {
  const { kernel, pass, strict, runBoth } = candidate;
  const elements = kernel.inputs.filter(({ tensor }) => tensor === 0).map(({ name }) => name);
  const vary = kernel.inputs.filter(({ name, access }) => {
    return access !== "uniform" && !kernel.cotangents.includes(name);
  });
  const check: AccuracyCheck = {
    elements,
    options: kernel.inputs.filter(({ access }) => access === "uniform").map(({ name }) => name),
    cancels: pass === "backward",
    alone: vary.length === 1,
    ulps: bound === undefined ? ALLOWED[pass] : MARGIN * bound,
  };
  const wrong = findWrongLimit(fast, strict(), kernel, check);
  if (wrong !== undefined) return wrong;
  const run = runBoth(fast, strict());
  for (const options of kernel.samples) {
    const found = findInaccuracy(fast.inputs, check, options, (inputs) => run(inputs, options));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lowers a kernel to float32 without guards. Returns the error if a primitive has no form in float32. */
export function lowerFast(kernel: Kernel): program.Program | NotFast {
  try {
    return program.lowerKernel(kernel, fastArithmetic);
  } catch (error) {
    if (error instanceof NotFast) return error;
    throw error;
  }
}

/** Adds the guards that a program needs. */
export function guardedFast(
  kernel: Kernel,
  bare: program.Program,
): { program: program.Program; guards: program.Guards } {
  const roles = program.rolesOf(kernel, "float32");
  const guards = program.guardsOf(bare, "float32", roles);
  return { program: program.guarded(bare, guards, roles), guards };
}

/** A program with the guards of its candidate's kind: the `known` ones, where the cheapest are known. */
function guardedBy(
  { kernel, guards: kind }: Candidate,
  bare: program.Program,
  known: program.Guards | undefined,
): program.Program {
  const roles = program.rolesOf(kernel, "float32");
  if (kind === "complete") {
    return program.guarded(bare, program.completeGuardsOf(bare, "float32", roles), roles);
  }
  return program.guarded(bare, known ?? program.guardsOf(bare, "float32", roles), roles);
}

/** The part of a bound that is allowed in a comparison: less than all of it, because not every input is compared. */
const MARGIN = 0.95;

/** Units in the last place that a result may be off in a comparison, if nothing wider is declared. */
const ALLOWED: Readonly<Record<Pass, number>> = { forward: 3.6, backward: 3.9 };
