import { readFileSync, writeFileSync } from "node:fs";
import { kernelOf, type Pass, program } from "@actfn/core";
import { describe, expect, it } from "vitest";
import { Arena } from "../src/engine/arena.js";
import { Trial } from "../src/engine/trial.js";
import { passesTrial, planFast } from "../src/fast/choose.js";
import { planFastRows, rowsPassTrial } from "../src/fast/choose-rows.js";
import { fingerprint, fingerprintOfPlan } from "../src/fast/fingerprint.js";
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

/** Tries the fast programs of everything in the catalogue. */
function verdicts(): Map<string, boolean> {
  const found = new Map<string, boolean>();
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
  found: Map<string, boolean>,
): void {
  const kernel = kernelOf({ activation: definition, options, pass });
  const fast = planFast(kernel, definition.domain);
  if (fast === undefined || found.has(fingerprint(fast))) return;
  const strict = (): program.Program => {
    const arithmetic = program.strictArithmetic("float32", pass);
    const plan = program.planKernel(kernel, definition.domain, "float32", arithmetic);
    if (plan.kind !== "elements") throw new TypeError(`${definition.name} is not elementwise`);
    return plan.program;
  };
  const tryBoth = (a: program.Program, b: program.Program): Trial => new Trial(a, b, false, false, arena);
  found.set(fingerprint(fast), passesTrial({ kernel, definition, pass, strict, tryBoth }, fast));
}

function judgeRows(
  definition: (typeof activations)[number]["definition"],
  options: Record<string, number | string | boolean>,
  pass: Pass,
  keep: boolean,
  found: Map<string, boolean>,
): void {
  const kernel = kernelOf({ activation: definition, options, pass });
  const strict = (): program.RowPlan => {
    const arithmetic = program.strictArithmetic("float32", pass);
    const plan = program.planKernel(kernel, definition.domain, "float32", arithmetic, keep);
    if (plan.kind !== "rows") throw new TypeError(`${definition.name} does not run along an axis`);
    return plan.plan;
  };
  const candidate = { kernel, definition, pass, keep, strict };
  const fast = planFastRows(candidate);
  if (fast !== undefined) found.set(fingerprintOfPlan(fast), rowsPassTrial(candidate, fast));
}

function source(found: ReadonlyMap<string, boolean>): string {
  const set = (keeps: boolean): string => {
    const prints = [...found].filter(([, verdict]) => verdict === keeps).map(([print]) => print);
    return `new Set([\n${prints
      .sort()
      .map((print) => `  "${print}",\n`)
      .join("")}])`;
  };
  return `// Written by test/verdicts.test.ts; do not edit by hand.

/** Fingerprints of float32 programs that keep the fast tier's promise. */
export const kept: ReadonlySet<string> = ${set(true)};

/** Fingerprints of those that do not. */
export const broken: ReadonlySet<string> = ${set(false)};
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
