import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";

/**
 * A short name that only this program has: 64 bits of FNV-1a over its instructions, what its inputs are called, and the
 * values of options for which its kernel was made.
 */
export function fingerprint(
  { inputs, instructions, outputs }: program.Program,
  { samples }: Pick<Kernel, "samples">,
): string {
  let [low, high] = [0x811c9dc5, 0xcbf29ce4];
  const take = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
      high = Math.imul(high ^ (text.charCodeAt(i) + i), 0x85ebca6b);
    }
  };
  for (const step of instructions) {
    if ("args" in step) take(`${step.op}${step.args.join()};`);
    else take(step.op === "constant" ? `${step.value};` : `input ${step.input};`);
  }
  take(`${outputs.join()};${inputs.join()}`);
  for (const sample of samples) take(Object.values(sample).join());
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The same for the passes over a row. */
export function fingerprintOfPlan({ stages, last }: program.RowPlan, kernel: Kernel): string {
  // What the reductions between passes are called depends on what was planned before.
  const programs = [...stages.map((stage) => stage.program), last];
  return programs.map((made) => fingerprint({ ...made, inputs: [] }, kernel)).join("");
}
