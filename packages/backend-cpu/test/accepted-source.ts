import type * as program from "@actfn/core/program";

/** The result of the accuracy check of one kernel. */
export interface Result {
  readonly hash: string;
  /** The activations that the kernel computes, with choices and pass. */
  readonly labels: readonly string[];
  /** The guards of an elementwise program; undefined for a row plan. */
  readonly guards?: program.Guards;
  /** Why the kernel is rejected; undefined if it is accepted. */
  readonly inaccuracy: string | undefined;
}

/** The text of core's `program/float32/accepted-kernels.ts`. */
export function acceptedSource(results: readonly Result[]): string {
  const sorted = [...results].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const select = (isRow: boolean, isAccepted: boolean): readonly Result[] =>
    sorted.filter(({ guards, inaccuracy }) => {
      return (guards === undefined) === isRow && (inaccuracy === undefined) === isAccepted;
    });
  const groups = new Map<string, Result[]>();
  for (const result of select(false, true)) {
    const key = literal(result.guards);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const text = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([guards, group]) => `  [${guards}, [\n${lines(group, "    ")}  ]],\n`)
    .join("");
  const set = (group: readonly Result[]): string => `new Set([\n${lines(group, "  ")}])`;
  return `// biome-ignore-all format: written by npm run accepted-kernels --workspace packages/backend-cpu, not by hand.

import type { Guards } from "../guarded.js";

const groups: readonly (readonly [Guards, readonly string[]])[] = [
${text}];

/** Hashes of float32 programs that are accurate enough for the \`fast\` precision, with the guards that they need. */
export const acceptedElements: ReadonlyMap<string, Guards> = new Map(
  groups.flatMap(([guards, hashes]) => hashes.map((hash) => [hash, guards] as const)),
);

/** Hashes of float32 programs that are not accurate enough. */
export const rejectedElements: ReadonlySet<string> = ${set(select(false, false))};

/** Hashes of float32 row plans that are accurate enough. */
export const acceptedRows: ReadonlySet<string> = ${set(select(true, true))};

/** Hashes of float32 row plans that are not accurate enough. */
export const rejectedRows: ReadonlySet<string> = ${set(select(true, false))};
`;
}

function lines(results: readonly Result[], indent: string): string {
  return results
    .map(({ hash, labels, inaccuracy }) => {
      const note = inaccuracy === undefined ? "" : `. ${inaccuracy}`;
      return `${indent}"${hash}", // ${labels.join(", ")}${note}\n`;
    })
    .join("");
}

/** JSON, with the numbers that JSON does not have: limits may be infinite, NaN or −0. */
function literal(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${literal(one)}`).join(",")}}`;
}
