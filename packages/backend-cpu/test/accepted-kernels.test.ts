import { readFileSync, writeFileSync } from "node:fs";
import type { Definition, Pass } from "@actfn/core";
import {
  compare,
  compareRows,
  describeInaccuracy,
  guardedFast,
  hashOfPlan,
  hashOfProgram,
  type Inaccuracy,
  lowerFast,
  NotFast,
  planFastRows,
  type RowCandidate,
  type RunBoth,
} from "@actfn/core/float32";
import * as program from "@actfn/core/program";
import { kernelOf } from "@actfn/core/program";
import { describe, expect, it } from "vitest";
import { Arena } from "../src/engine/arena.js";
import { SideBySide } from "../src/engine/side-by-side.js";
import { acceptedSource, type Result } from "./accepted-source.js";
import { declaredBound } from "./declared-bound.js";
import { activations } from "./reference.js";

const file = new URL("../../core/src/program/float32/accepted-kernels.ts", import.meta.url);
const arena = new Arena();

/** The options of a definition that are not tensors, at their defaults; every choice if there is one. */
function optionSets(options: Definition["options"]): Record<string, number | string | boolean>[] {
  const sets: Record<string, number | string | boolean>[] = [{}];
  for (const [name, spec] of Object.entries(options)) {
    if (spec.type === "tensor") continue;
    const values = spec.type === "choice" ? spec.choices : [spec.default];
    sets.splice(0, sets.length, ...sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value }))));
  }
  return sets;
}

/** Compares the float32 kernels of the whole catalogue with the strict ones. */
function results(): Result[] {
  const found = new Map<string, Result>();
  for (const { definition } of activations) {
    for (const options of optionSets(definition.options)) {
      for (const pass of ["forward", "backward"] as const) {
        const isAxis = definition.domain.kind === "axis";
        for (const keep of isAxis ? [true, false] : [true]) {
          const checked = isAxis
            ? checkRows(definition, options, pass, keep)
            : checkElements(definition, options, pass);
          if (checked === undefined) continue;
          const { hash } = checked;
          const choices = Object.values(options).filter((value) => typeof value === "string");
          const label = [definition.name, ...choices, pass].join(" ");
          const labels = new Set([...(found.get(hash)?.labels ?? []), label]);
          found.set(hash, { ...checked, labels: [...labels] });
        }
      }
    }
  }
  return [...found.values()];
}

type Checked = Omit<Result, "labels"> | undefined;
type Options = Record<string, number | string | boolean>;

function checkElements(definition: Definition, options: Options, pass: Pass): Checked {
  const kernel = kernelOf({ activation: definition, options, pass });
  const bare = lowerFast(kernel);
  if (bare instanceof NotFast) return undefined;
  const fast = guardedFast(kernel, bare);
  const strict = (): program.Program => {
    const arithmetic = program.strictArithmetic("float32", pass);
    const plan = program.planKernel(kernel, definition.domain, "float32", arithmetic);
    if (plan.kind !== "elements") throw new TypeError(`${definition.name} is not elementwise`);
    return plan.program;
  };
  const runBoth = (a: program.Program, b: program.Program): RunBoth => {
    const both = new SideBySide(kernel, a, b, { fused: false, recent: false }, arena);
    return (inputs, values) => both.run(inputs, values);
  };
  // A declaration has a name. The kernels that keep it are known by their hash, so a call does not depend on one.
  const bound = declaredBound(definition.name, pass, "fast");
  const inaccuracy = compare({ kernel, pass, strict, runBoth, guards: "cheapest" }, fast.program, bound);
  return { hash: hashOfProgram(bare, kernel), guards: fast.guards, inaccuracy: shown(inaccuracy) };
}

function checkRows(definition: Definition, options: Options, pass: Pass, keep: boolean): Checked {
  const kernel = kernelOf({ activation: definition, options, pass });
  const strict = (): program.RowPlan => {
    const arithmetic = program.strictArithmetic("float32", pass);
    const plan = program.planKernel(kernel, definition.domain, "float32", arithmetic, keep);
    if (plan.kind !== "rows") throw new TypeError(`${definition.name} does not run along an axis`);
    return plan.plan;
  };
  const candidate: RowCandidate = { kernel, domain: definition.domain, pass, keep, strict };
  const fast = planFastRows(candidate);
  if (typeof fast === "string") return undefined;
  return { hash: hashOfPlan(fast, kernel), inaccuracy: shown(compareRows(candidate, fast)) };
}

function shown(inaccuracy: Inaccuracy | undefined): string | undefined {
  return inaccuracy === undefined ? undefined : describeInaccuracy(inaccuracy);
}

describe("the accepted kernels, which spare a first call its accuracy check", () => {
  it("are what the check finds, for the whole catalogue", () => {
    const wanted = acceptedSource(results());
    if (process.env["ACTFN_WRITE_ACCEPTED_KERNELS"] === "1") writeFileSync(file, wanted);
    const next = "after a change of a definition or of the float32 arithmetic, run: npm run accepted-kernels";
    expect(readFileSync(file, "utf8"), next).toBe(wanted);
  });
});
