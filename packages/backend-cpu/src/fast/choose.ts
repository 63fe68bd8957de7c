import type { Expression, Pass } from "@actfn/core";
import type { Kernel } from "@actfn/core/program";
import * as program from "@actfn/core/program";
import { NORMAL_TAIL } from "../deviations.js";
import type { Trial } from "../engine/trial.js";
import { fastArithmetic, NotFast } from "./arithmetic.js";
import { fingerprint } from "./fingerprint.js";
import { isRightAtSpecials, keepsPromise, type PromiseMade } from "./promise.js";
import { broken, kept } from "./verdicts.js";

/** What a choice needs to know of a kernel. */
export interface Candidate {
  readonly kernel: Kernel;
  readonly pass: Pass;
  /** The strict program, which is lowered only if it is needed. */
  readonly strict: () => program.Program;
  /** Compiles two programs to be run side by side. */
  readonly tryBoth: (fast: program.Program, strict: program.Program) => Trial;
}

/**
 * The float32 program of an elementwise kernel, or undefined where it does not keep the fast tier's promise: then the
 * strict program is the one to run. A trial at some ten thousand inputs decides; its outcome, and the guards that the program needs,
 * are known beforehand for what the catalogue comes down to.
 */
export function chooseFast(candidate: Candidate): program.Program | undefined {
  const { kernel } = candidate;
  const bare = lowerFast(kernel);
  if (bare === undefined) return undefined;
  const print = fingerprint(bare, kernel);
  if (broken.has(print)) return undefined;
  const guards = kept.get(print);
  if (guards !== undefined) return program.guarded(bare, guards, program.rolesOf(kernel, "float32"));
  const fast = guardedFast(kernel, bare);
  return passesTrial(candidate, fast.program, allowedUlps(kernel, candidate.pass)) ? fast.program : undefined;
}

/** Whether a float32 program stays within `ulps` units in the last place in a trial. */
export function passesTrial(candidate: Candidate, fast: program.Program, ulps: number): boolean {
  const { kernel, pass, strict, tryBoth } = candidate;
  const elements = kernel.inputs.filter(({ tensor }) => tensor === 0).map(({ name }) => name);
  const vary = kernel.inputs.filter(({ name, access }) => {
    return access !== "uniform" && !kernel.cotangents.includes(name);
  });
  const promise: PromiseMade = {
    elements,
    options: kernel.inputs.filter(({ access }) => access === "uniform").map(({ name }) => name),
    cancels: pass === "backward",
    alone: vary.length === 1,
    ulps,
  };
  if (!isRightAtSpecials(fast, strict(), kernel, promise)) return false;
  const trial = tryBoth(fast, strict());
  return kernel.samples.every((options) =>
    keepsPromise(fast.inputs, promise, (inputs) => trial.run(inputs, options)),
  );
}

/** The float32 program of a kernel, without guards; undefined where a primitive has no form in float32. */
export function lowerFast(kernel: Kernel): program.Program | undefined {
  try {
    return program.lowerKernel(kernel, fastArithmetic);
  } catch (error) {
    if (error instanceof NotFast) return undefined;
    throw error;
  }
}

/** A program with the guards that it turns out to need. */
export function guardedFast(
  kernel: Kernel,
  bare: program.Program,
): { program: program.Program; guards: program.Guards } {
  const roles = program.rolesOf(kernel, "float32");
  const guards = program.guardsOf(bare, "float32", roles);
  return { program: program.guarded(bare, guards, roles), guards };
}

/**
 * The largest error that a float32 program of a kernel may show in a trial, in units in the last place: less than the bound
 * itself, since not every input is tried. It depends on the expressions and the pass alone.
 */
export function allowedUlps({ outputs }: Pick<Kernel, "outputs">, pass: Pass): number {
  if (outputs.some(({ expression }) => usesNormal(expression))) return MARGIN * NORMAL_TAIL;
  return pass === "forward" ? 3.6 : 3.9;
}

/** The part of a bound wider than the contract's that a trial may use up. */
export const MARGIN = 0.95;

/** Whether an expression is made of the normal distribution function, whose tail is promised less. */
function usesNormal(expression: Expression): boolean {
  if (expression.kind !== "operation") return false;
  return expression.op === "normalCdf" || expression.args.some(usesNormal);
}
