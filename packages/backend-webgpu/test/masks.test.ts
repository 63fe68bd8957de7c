import { add, constant, type Expression, greater, input, less, sub } from "@actfn/core";
import { fastArithmetic } from "@actfn/core/float32";
import { givesMask, lower, type Operation } from "@actfn/core/program";
import { expect, it } from "vitest";

const ofMasks: ReadonlySet<Operation> = new Set(["both", "either", "not", "select"]);

// A mask is a bool in WGSL, and all ones as a float32 of WebAssembly: neither can be calculated with.
it("arithmetic and comparisons take the result of a comparison as the number 1 or 0", () => {
  const x = input("x");
  const holds = greater(x, 1);
  const inexact = constant(0.1);
  const expressions: Expression[] = [add(holds, inexact), sub(inexact, holds), less(holds, inexact)];
  const { instructions } = lower(expressions, ["x"], fastArithmetic);
  for (const made of instructions) {
    if (!("args" in made) || ofMasks.has(made.op)) continue;
    for (const arg of made.args) expect(givesMask(instructions[arg]?.op as Operation)).toBe(false);
  }
});
