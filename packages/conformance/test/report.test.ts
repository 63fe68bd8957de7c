import { type KernelRequest, relu, type Support, silu, softmax } from "@actfn/core";
import { reference } from "@actfn/core/program";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  changesSince,
  checkBackend,
  compareReports,
  explain,
  fromJson,
  type Profile,
  type Report,
  ReportError,
  toHtml,
  toJson,
  toMarkdown,
} from "../src/index.js";
import { is, numbers } from "./mutants/mutant.js";

const narrow: Profile = {
  activations: [relu, silu, softmax],
  groups: ["golden", "specials"],
  dtypes: ["float32"],
  precisions: ["strict"],
};
const broken = numbers(
  "golden",
  "silu with five digits",
  (y) => Math.fround(y * (1 + 2 ** -17)),
  is("silu", "forward"),
);

let right: Report;
let wrong: Report;

beforeAll(async () => {
  right = await checkBackend(reference, narrow);
  wrong = await checkBackend(broken.make(), narrow);
});

describe("a report", () => {
  test("tells how near results are to the exact values, and where they are farthest", () => {
    const silu = right.accuracy.find(({ activation, pass }) => activation === "silu" && pass === "forward");
    expect(silu?.worst).toBeLessThanOrEqual(0.51);
    expect(silu?.worstAt).toMatch(/\([0-9a-f]{8}\)$/);
    expect(silu?.histogram.reduce((sum, count) => sum + count, 0)).toBe(silu?.compared);
  });

  test("explains a failure by its input, what came and what is right", () => {
    expect(right.passed).toBe(true);
    expect(explain(right)).toEqual([]);
    expect(wrong.passed).toBe(false);
    expect(explain(wrong)[0]).toMatch(
      /silu forward float32 strict[\s\S]*x = .* got .* expected .* ulp, 0\.51 are allowed/,
    );
  });

  test("tells failures by one cause together, and what to do about calls that are not supported", async () => {
    const supports = ({ activation }: KernelRequest): Support =>
      activation.name === "softmax"
        ? { status: "unsupported", reason: "It has no rows" }
        : { status: "native" };
    const report = await checkBackend(() => Object.assign(reference(), { supports }), {
      ...narrow,
      groups: ["contract", "golden", "specials"],
    });
    const told = explain(report);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^softmax: \d+ checks in contract, golden, specials\n/);
    expect(Number(/\d+/.exec(told[0] as string))).toBe(report.totals.failed);
    expect(told[0]).toContain(
      'does not support it: It has no rows. If that is intended, declare it in the declarations of the backend: { id: "no-softmax", reason: "…", where: { activation: "softmax" }, expect: "unsupported" }.',
    );
    expect(told[0]).toContain("to repeat:");
  });

  test("tells failures with numbers one by one", () => {
    const failed = wrong.findings.filter(({ status }) => status === "failed");
    expect(failed.length).toBeGreaterThan(1);
    expect(explain(wrong)).toHaveLength(failed.length);
  });

  test("is the same after JSON", () => {
    expect(fromJson(toJson(wrong))).toEqual(wrong);
    expect(() => fromJson('{"format":2}')).toThrow(/format is not 1/);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => `{"format":1,"accuracy":${text}}`),
        ),
        (text) => {
          expect(() => fromJson(text)).toThrow(ReportError);
        },
      ),
      { seed: 0xac7f },
    );
  });

  test("is Markdown with a table for each part", () => {
    const text = toMarkdown(right, wrong);
    expect(text).toContain("| silu | forward | strict |");
    expect(text).toContain("### What is wrong");
  });

  test("is an HTML page that needs nothing else and has no unescaped text", () => {
    const page = toHtml([wrong], { previous: [right] });
    expect(page).toContain("does not pass");
    expect(page).toContain("Since ");
    expect(page).not.toMatch(/<script|src=|<link/);
  });
});

describe("comparison", () => {
  test("puts backends side by side", () => {
    const row = compareReports([right, wrong]).find(
      ({ activation, pass }) => activation === "silu" && pass === "forward",
    );
    expect(row?.results.map((result) => (result?.outside ?? 0) > 0)).toEqual([false, true]);
  });

  test("tells what has changed since an earlier report, what is worse first", () => {
    expect(changesSince(right, wrong)[0]).toMatchObject({
      what: "silu forward float32 strict",
      kind: "worse",
    });
    expect(changesSince(right, right)).toEqual([]);
  });
});

test("the same seed gives the same report again", async () => {
  const again = await checkBackend(reference, narrow);
  expect({ ...again, date: "", milliseconds: 0, groups: [] }).toEqual({
    ...right,
    date: "",
    milliseconds: 0,
    groups: [],
  });
});
