import { describe, expect, test } from "vitest";
import { entries } from "../catalogue/entries.js";
import { choose, questions } from "./chooser.js";
import { columns, ordered } from "./columns.js";
import { recommended } from "./recommended.js";

const names = (found: readonly { name: string }[]): string[] => found.map(({ name }) => name);

describe("the chooser", () => {
  test("offers cheap activations for a hidden layer, with the reasons", () => {
    const { chosen, because } = choose(entries, { place: "hidden", wish: "cheap", learning: "no" });
    expect(names(chosen)).toContain("relu");
    expect(names(chosen)).not.toContain("gelu");
    expect(names(chosen)).not.toContain("sigmoid");
    expect(because).toHaveLength(3);
  });

  test.each([
    ["hidden", ["relu", "gelu", "silu"]],
    ["gate", ["sigmoid", "tanh", "hardSigmoid"]],
    ["block", ["swiglu", "geglu", "gelu"]],
    ["output", ["softmax", "logSoftmax", "sparsemax"]],
    ["signal", ["sine", "snake", "gcu"]],
  ])("puts what one would take first: %s", (place, first) => {
    const { chosen } = choose(entries, { place, wish: "any", learning: "any" });
    expect(names(chosen).slice(0, 3)).toEqual(first);
  });

  test("recommends what is in the catalogue, and what keeps the reason that it gives", () => {
    const of = (place: keyof typeof recommended) =>
      recommended[place].map((name) => entries.find((entry) => entry.name === name));
    for (const place of Object.keys(recommended) as (keyof typeof recommended)[]) {
      expect(of(place)).not.toContain(undefined);
    }
    expect(of("hidden").filter((entry) => entry?.saturates === "both")).toEqual([]);
    expect(of("gate").filter((entry) => !entry?.isBounded)).toEqual([]);
    expect(of("output").filter((entry) => entry?.kind !== "axis")).toEqual([]);
    expect(of("signal").filter((entry) => entry?.family !== "periodic")).toEqual([]);
  });

  test("answers every place with something", () => {
    for (const { id } of questions[0]?.answers ?? []) {
      expect(choose(entries, { place: id, wish: "any", learning: "any" }).chosen, id).not.toHaveLength(0);
    }
  });
});

describe("the table", () => {
  test.each(columns)("is ordered by $title, what lacks it last both ways", ({ id, by }) => {
    for (const isDescending of [false, true]) {
      const values = ordered(entries, id, isDescending).map(by);
      const known = values.filter((value) => value !== undefined);
      expect(values.slice(0, known.length)).toEqual(known);
      const sorted = [...known].sort((a, b) =>
        typeof a === "number" ? a - (b as number) : String(a).localeCompare(String(b), "en"),
      );
      expect(known).toEqual(isDescending ? sorted.reverse() : sorted);
    }
  });
});
