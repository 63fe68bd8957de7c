import { expect, test } from "vitest";
import { cyclesOf } from "./import-cycles.mjs";

/** @param {Record<string, string[]>} imports */
const cycles = (imports) => cyclesOf(new Map(Object.entries(imports)));

test("a graph whose arrows point one way has no cycle", () => {
  expect(cycles({ a: ["b", "c"], b: ["c"], c: [] })).toEqual([]);
});

test("a cycle is named with all of its files, and a file that imports itself is one", () => {
  expect(cycles({ a: ["b"], b: ["c"], c: ["a"], d: ["a"] })).toEqual([["a", "b", "c"]]);
  expect(cycles({ a: ["a"] })).toEqual([["a"]]);
});

test("two cycles are told apart, also where one leads to the other", () => {
  expect(cycles({ a: ["b"], b: ["a", "c"], c: ["d"], d: ["c"] }).map((cycle) => cycle.sort())).toEqual([
    ["c", "d"],
    ["a", "b"],
  ]);
});
