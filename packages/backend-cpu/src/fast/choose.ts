import { type Expression, type Kernel, type Pass, program } from "@actfn/core";
import { fastArithmetic, NotFast } from "./arithmetic.js";
import { keepsPromise } from "./promise.js";

/** The largest finite float32, which an infinite input is read as where the program cannot read infinities themselves. */
const LARGEST = 3.4028234663852886e38;

/**
 * The float32 program of an elementwise kernel, with the cheapest guards under which it keeps the fast tier's promise; or
 * undefined where it cannot: then the strict program is the one to run. Measured against that at a few thousand inputs.
 */
export function chooseFast(kernel: Kernel, strict: program.Program, pass: Pass): program.Program | undefined {
  const lowered = lowerFast(kernel);
  if (lowered === undefined) return undefined;
  const elements = kernel.inputs.filter(({ tensor }) => tensor === 0).map(({ name }) => name);
  const tail = pass === "forward" && kernel.outputs.some(({ expression }) => usesNormal(expression));
  for (const guards of candidates(elements)) {
    const candidate = surround(lowered, guards);
    if (keepsPromise(candidate, strict, { elements, cancels: pass === "backward", tail })) return candidate;
  }
  return undefined;
}

function lowerFast(kernel: Kernel): program.Program | undefined {
  const inputs = kernel.inputs.map(({ name }) => name);
  try {
    return program.lower(
      kernel.outputs.map(({ expression }) => expression),
      inputs,
      fastArithmetic,
    );
  } catch (error) {
    if (error instanceof NotFast) return undefined;
    throw error;
  }
}

interface Guards {
  /** The inputs that are guarded: x or its parts. */
  readonly elements: readonly string[];
  /** Whether −Infinity is read as the lowest finite number, and Infinity as the largest. */
  readonly low: boolean;
  readonly high: boolean;
  /** Whether NaN is brought into the results. */
  readonly nan: boolean;
}

function candidates(elements: readonly string[]): Guards[] {
  const both = [false, true];
  return both.flatMap((nan) => both.flatMap((high) => both.map((low) => ({ elements, low, high, nan }))));
}

function surround(made: program.Program, { elements, low, high, nan }: Guards): program.Program {
  const builder = new program.Builder(made.format);
  const inputs = made.inputs.map((name) => {
    let x = builder.input(name);
    if (!elements.includes(name)) return x;
    if (low) x = builder.max(x, builder.constant(-LARGEST));
    return high ? builder.min(x, builder.constant(LARGEST)) : x;
  });
  const outputs = program.embed(builder, made, inputs);
  if (!nan) return builder.program(outputs, made.inputs);
  const numbers = elements.map((name) => builder.equal(builder.input(name), builder.input(name)));
  const mask = numbers.reduce(builder.both);
  return builder.program(
    outputs.map((value) => builder.select(mask, value, builder.constant(NaN))),
    made.inputs,
  );
}

/** Whether an expression is made of the normal distribution function, whose tail is promised less. */
function usesNormal(expression: Expression): boolean {
  if (expression.kind !== "operation") return false;
  return expression.op === "normalCdf" || expression.args.some(usesNormal);
}
