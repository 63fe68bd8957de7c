import { readFileSync, writeFileSync } from "node:fs";
import type { Pass } from "@actfn/core";
import * as program from "@actfn/core/program";
import { kernelOf } from "@actfn/core/program";
import { describe, expect, it } from "vitest";
import { Arena } from "../src/engine/arena.js";
import { Trial } from "../src/engine/trial.js";
import { allowedUlps, guardedFast, lowerFast, MARGIN, passesTrial } from "../src/fast/choose.js";
import { planFastRows, rowsPassTrial } from "../src/fast/choose-rows.js";
import { fingerprint, fingerprintOfPlan } from "../src/fast/fingerprint.js";
import { declaredBound } from "./declared-bound.js";
import { activations } from "./reference.js";

const file = new URL("../src/fast/verdicts.ts", import.meta.url);
const arena = new Arena();

/** The options of a definition that are not tensors, as they are by default; every choice where there is one. */
function optionSets(options: (typeof activations)[number]["definition"]["options"]) {
  const sets: Record<string, number | string | boolean>[] = [{}];
  for (const [name, spec] of Object.entries(options)) {
    if (spec.type === "tensor") continue;
    const values = spec.type === "choice" ? spec.choices : [spec.default];
    sets.splice(0, sets.length, ...sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value }))));
  }
  return sets;
}

/** What trials have shown: for a program the guards with which it keeps the promise, or `false`; for a plan only whether it does. */
interface Verdicts {
  readonly elements: Map<string, program.Guards | false>;
  readonly rows: Map<string, boolean>;
}

/** Tries the fast programs of everything in the catalogue. */
function verdicts(): Verdicts {
  const found: Verdicts = { elements: new Map(), rows: new Map() };
  for (const { definition } of activations) {
    for (const options of optionSets(definition.options)) {
      for (const pass of ["forward", "backward"] as const) {
        if (definition.domain.kind !== "axis") judge(definition, options, pass, found);
        else for (const keep of [true, false]) judgeRows(definition, options, pass, keep, found);
      }
    }
  }
  return found;
}

function judge(
  definition: (typeof activations)[number]["definition"],
  options: Record<string, number | string | boolean>,
  pass: Pass,
  { elements }: Verdicts,
): void {
  const kernel = kernelOf({ activation: definition, options, pass });
  const bare = lowerFast(kernel);
  if (bare === undefined || elements.has(fingerprint(bare, kernel))) return;
  const fast = guardedFast(kernel, bare);
  const strict = (): program.Program => {
    const arithmetic = program.strictArithmetic("float32", pass);
    const plan = program.planKernel(kernel, definition.domain, "float32", arithmetic);
    if (plan.kind !== "elements") throw new TypeError(`${definition.name} is not elementwise`);
    return plan.program;
  };
  const tryBoth = (a: program.Program, b: program.Program): Trial =>
    new Trial(kernel, a, b, { fused: false, recent: false }, arena);
  const declared = declaredBound(definition.name, pass, "fast");
  const ulps = declared === undefined ? allowedUlps(kernel, pass) : MARGIN * declared;
  const passes = passesTrial({ kernel, pass, strict, tryBoth }, fast.program, ulps);
  elements.set(fingerprint(bare, kernel), passes ? fast.guards : false);
}

function judgeRows(
  definition: (typeof activations)[number]["definition"],
  options: Record<string, number | string | boolean>,
  pass: Pass,
  keep: boolean,
  { rows }: Verdicts,
): void {
  const kernel = kernelOf({ activation: definition, options, pass });
  const strict = (): program.RowPlan => {
    const arithmetic = program.strictArithmetic("float32", pass);
    const plan = program.planKernel(kernel, definition.domain, "float32", arithmetic, keep);
    if (plan.kind !== "rows") throw new TypeError(`${definition.name} does not run along an axis`);
    return plan.plan;
  };
  const candidate = { kernel, domain: definition.domain, pass, keep, strict };
  const fast = planFastRows(candidate);
  if (fast !== undefined) rows.set(fingerprintOfPlan(fast, kernel), rowsPassTrial(candidate, fast));
}

function source({ elements, rows }: Verdicts): string {
  const set = (prints: readonly string[]): string =>
    `new Set([\n${[...prints]
      .sort()
      .map((print) => `  "${print}",\n`)
      .join("")}])`;
  const groups = new Map<string, string[]>();
  for (const [print, guards] of elements) {
    // Limits may be infinite or −0, which JSON does not hold: these programs are tried at their first call.
    if (guards === false || guards.limits !== undefined) continue;
    const key = JSON.stringify(guards);
    groups.set(key, [...(groups.get(key) ?? []), print]);
  }
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([guards, prints]) => `  [${guards}, ${JSON.stringify(prints.sort())}],\n`);
  const named = (found: Map<string, unknown>, isWanted: (verdict: unknown) => boolean): string[] =>
    [...found].filter(([, verdict]) => isWanted(verdict)).map(([print]) => print);
  return `// biome-ignore-all format: written by test/verdicts.test.ts, not by hand.

import type * as program from "@actfn/core/program";

const groups: readonly (readonly [program.Guards, readonly string[]])[] = [
${lines.join("")}];

/** Fingerprints of float32 programs that keep the fast tier's promise, with the guards that they need. */
export const kept: ReadonlyMap<string, program.Guards> = new Map(
  groups.flatMap(([guards, prints]) => prints.map((print) => [print, guards] as const)),
);

/** Fingerprints of those that do not. */
export const broken: ReadonlySet<string> = ${set(named(elements, (verdict) => verdict === false))};

/** Fingerprints of plans for rows that keep the promise. */
export const keptRows: ReadonlySet<string> = ${set(named(rows, (verdict) => verdict === true))};

/** Fingerprints of those that do not. */
export const brokenRows: ReadonlySet<string> = ${set(named(rows, (verdict) => verdict === false))};
`;
}

describe("the verdicts that spare a first call its trial", () => {
  it("are what the trials give, for the whole catalogue", () => {
    const wanted = source(verdicts());
    // `npm run verdicts` writes them anew after a change of a definition or of the fast tier.
    if (process.env["ACTFN_WRITE_VERDICTS"] === "1") writeFileSync(file, wanted);
    expect(readFileSync(file, "utf8")).toBe(wanted);
  });
});
