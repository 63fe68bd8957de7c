import { type Definition, type Expression, type Kernel, type Pass, program } from "@actfn/core";
import type { Trial } from "../engine/trial.js";
import { fastArithmetic, NotFast } from "./arithmetic.js";
import { isRightAtSpecials, keepsPromise, type PromiseMade } from "./promise.js";

/**
 * The float32 program of an elementwise kernel, or
 * undefined where it does not keep the fast tier's promise: then the strict program is the one to run. `tryBoth` makes
 * a trial of two programs; it shows at some ten thousand inputs how far the fast one is off.
 */
export function chooseFast(
  kernel: Kernel,
  { domain }: Definition,
  strict: program.Program,
  pass: Pass,
  tryBoth: (fast: program.Program, strict: program.Program) => Trial,
): program.Program | undefined {
  const fast = planFast(kernel, domain);
  const elements = kernel.inputs.filter(({ tensor }) => tensor === 0).map(({ name }) => name);
  const tail = pass === "forward" && kernel.outputs.some(({ expression }) => usesNormal(expression));
  const promise: PromiseMade = { elements, cancels: pass === "backward", tail };
  if (fast === undefined || !isRightAtSpecials(fast, strict, promise)) return undefined;
  const trial = tryBoth(fast, strict);
  return keepsPromise(fast.inputs, promise, (inputs) => trial.run(inputs)) ? fast : undefined;
}

function planFast(kernel: Kernel, domain: Definition["domain"]): program.Program | undefined {
  try {
    const plan = program.planKernel(kernel, domain, "float32", fastArithmetic);
    return plan.kind === "elements" ? plan.program : undefined;
  } catch (error) {
    if (error instanceof NotFast) return undefined;
    throw error;
  }
}

/** Whether an expression is made of the normal distribution function, whose tail is promised less. */
function usesNormal(expression: Expression): boolean {
  if (expression.kind !== "operation") return false;
  return expression.op === "normalCdf" || expression.args.some(usesNormal);
}
