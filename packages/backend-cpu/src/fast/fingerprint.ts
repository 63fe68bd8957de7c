import type { program } from "@actfn/core";

/** A short name that only this program has: 64 bits of FNV-1a over its instructions. */
export function fingerprint({ instructions, outputs }: program.Program): string {
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
  take(outputs.join());
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The same for the passes over a row. */
export function fingerprintOfPlan({ stages, last }: program.RowPlan): string {
  return [...stages.map((stage) => stage.program), last].map(fingerprint).join("");
}
