import type * as program from "../index.js";
import type { Kernel } from "../index.js";

/**
 * Hashes a program: 64 bits of FNV-1a over its instructions, the names of its inputs, and the sample values of the options
 * of its kernel. It does not depend on the activation's name.
 */
export function hashOfProgram(
  { inputs, instructions, outputs }: program.Program,
  { samples }: Pick<Kernel, "samples">,
): string {
  let [low, high] = [0x811c9dc5, 0xcbf29ce4];
  const add = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
      high = Math.imul(high ^ (text.charCodeAt(i) + i), 0x85ebca6b);
    }
  };
  for (const step of instructions) {
    if ("args" in step) add(`${step.op}${step.args.join()};`);
    else if (step.op !== "constant") add(`input ${step.input};`);
    else add(Object.is(step.value, -0) ? "-0;" : `${step.value};`);
  }
  add(`${outputs.join()};${inputs.join()}`);
  for (const sample of samples) add(Object.values(sample).join());
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Hashes the passes over a row. */
export function hashOfPlan({ stages, last }: program.RowPlan, kernel: Kernel): string {
  // The names of the reductions between passes depend on what was planned before.
  const programs = [...stages.map((stage) => stage.program), last];
  return programs.map((made) => hashOfProgram({ ...made, inputs: [] }, kernel)).join("");
}
