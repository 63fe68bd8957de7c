import * as core from "@actfn/core";

/** The names under which @actfn/core exports its activations, aliases included. */
export function catalogueNames(): string[] {
  const entries = Object.entries(core as Record<string, unknown>);
  return entries
    .filter(([, value]) => typeof value === "function" && "definition" in value && "preset" in value)
    .map(([name]) => name);
}
