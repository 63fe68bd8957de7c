import type { Backend } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkBackend, explain, type GroupId, groupIds } from "../src/index.js";

// Whatever a member of a backend returns or throws is in the report: the run goes on to its end, and no rejection is left over.

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeEach(() => {
  unhandled.length = 0;
  process.on("unhandledRejection", note);
});

afterEach(() => {
  process.off("unhandledRejection", note);
});

const broken = (): never => {
  throw new Error("broken on purpose");
};
const rejecting = (): Promise<never> => Promise.reject(new Error("broken on purpose"));

type Fault = readonly [member: keyof Backend, fault: string, value: unknown];

const faults: readonly Fault[] = [
  ...(["supports", "execute", "executeSync", "explain", "cache", "dispose"] as const).flatMap(
    (member): Fault[] => [
      [member, "throws", broken],
      [member, "returns a promise that rejects", rejecting],
    ],
  ),
  ...(["supports", "execute", "executeSync", "explain", "cache"] as const).flatMap((member): Fault[] => [
    [member, "returns undefined", () => undefined],
    [member, "returns null", () => null],
    [member, "returns an array of undefined", () => [undefined]],
  ]),
  ["info", "is missing", undefined],
  ["name", "is missing", undefined],
  ["contract", "is of another version", "v0"],
];

/** The groups that use a member; those that take long are left out where a member is asked once. */
const groupsOf = (member: keyof Backend): readonly GroupId[] =>
  ["supports", "execute", "executeSync"].includes(member)
    ? groupIds.filter((id) => !id.startsWith("exhaustive") && id !== "memory")
    : ["contract", "errors", "life-cycle"];

test.each(faults)("%s %s", async (member, _, value) => {
  const make = (): Backend => Object.assign(reference(), { [member]: value });
  const groups = groupsOf(member);
  const report = await checkBackend(make, { effort: "quick", activations: ["relu"], groups });
  // Rejections are told when the tasks of this turn have ended.
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(unhandled).toEqual([]);
  expect(report.passed).toBe(false);
  expect(explain(report).join("\n")).not.toMatch(
    /is not a function|is not iterable|Cannot (read|destructure)/,
  );
});

test("execute() rejects while executeSync() throws", async () => {
  const make = (): Backend => Object.assign(reference(), { execute: rejecting, executeSync: broken });
  const groups = groupsOf("execute");
  const report = await checkBackend(make, { effort: "quick", activations: ["relu"], groups });
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(unhandled).toEqual([]);
  expect(report.passed).toBe(false);
});

test.each(faults.filter(([member]) => ["supports", "execute"].includes(member)))(
  "in the memory group, %s %s",
  async (member, _, value) => {
    const make = (): Backend => Object.assign(reference(), { [member]: value });
    const report = await checkBackend(make, { groups: ["memory"] });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(unhandled).toEqual([]);
    expect(report.passed).toBe(false);
  },
);

test("a dispose() that fails when all groups have run is in the report", async () => {
  const report = await checkBackend(() => Object.assign(reference(), { dispose: broken }), {
    groups: ["specials"],
    activations: ["relu"],
  });
  expect(explain(report).join("\n")).toMatch(
    /life-cycle end: dispose\(\) ends the run[\s\S]*broken on purpose/,
  );
});
