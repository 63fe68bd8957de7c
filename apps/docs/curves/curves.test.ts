import { activationNamed } from "@actfn/core";
import { describe, expect, test } from "vitest";
import { controlsOf, startOf } from "./controls.js";
import { figure, describe as inWords } from "./figure.js";
import { pathOf } from "./path.js";
import { referenceRuntime } from "./reference.js";
import { flatIntervals } from "./saturation.js";
import { rangeOf, ticks } from "./scale.js";
import { inputs, section, sectionLegend } from "./section.js";

const runtime = referenceRuntime();
const identity = (value: number): number => value;

describe("a section", () => {
  test("has f, f′ and f″ of a pointwise activation", () => {
    const x = Float64Array.of(0.7);
    const { value, slope, curvature } = section(runtime, activationNamed("tanh"), {}, x, 2);
    const t = Math.tanh(0.7);
    expect(value[0]).toBeCloseTo(t, 15);
    expect(slope?.[0]).toBeCloseTo(1 - t * t, 14);
    expect(curvature?.[0]).toBeCloseTo(-2 * t * (1 - t * t), 14);
  });

  test("follows one member of a row, and one part of a gated activation", () => {
    const x = Float64Array.of(1);
    const softmax = section(runtime, activationNamed("softmax"), {}, x, 1);
    const p = Math.E / (2 * Math.E + 1 + 1 / Math.E);
    expect(softmax.value[0]).toBeCloseTo(p, 14);
    expect(softmax.slope?.[0]).toBeCloseTo(p * (1 - p), 14);
    const glu = section(runtime, activationNamed("glu"), {}, x, 1);
    expect(glu.value[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 14);
  });

  test("of every activation of the catalogue has as many finite values as inputs, with the options it starts with", async () => {
    const { catalogue } = await import("@actfn/core");
    const x = inputs(-2, 2, 9);
    for (const activation of catalogue) {
      const { value } = section(runtime, activation, startOf(controlsOf(activation.definition)), x, 1);
      expect(value.every(Number.isFinite), activation.definition.name).toBe(true);
    }
  });
});

test("controls are those that change the figure: none for a tensor that a whole row shares", () => {
  const names = (name: string) => controlsOf(activationNamed(name).definition).map((control) => control.name);
  expect(names("softmax")).toEqual(["temperature"]);
  expect(names("maskedSoftmax")).toEqual(["temperature"]);
  expect(names("gumbelSoftmax")).toEqual(["tau", "hard"]);
  expect(names("prelu")).toEqual(["weight"]);
});

test("a figure of more than one number says what it shows", () => {
  expect(sectionLegend(activationNamed("gelu").definition)).toBeUndefined();
  expect(sectionLegend(activationNamed("softmax").definition)).toContain("row (x, 1, 0, −1)");
  expect(sectionLegend(activationNamed("glu").definition)).toContain("a = 1 and b = x");
});

describe("a path", () => {
  const x = inputs(-1, 1, 41);
  const pens = (f: (x: number) => number): number =>
    pathOf(x, x.map(f), identity, identity).split("M").length - 1;

  test("is one stroke where the curve is continuous, kinks included", () => {
    expect(pens((v) => Math.max(v, 0))).toBe(1);
    expect(pens((v) => Math.tanh(9 * v))).toBe(1);
  });

  test("is lifted at a jump, also where the jump has a value of its own", () => {
    expect(pens((v) => (v >= 0 ? 1 : 0))).toBe(2);
    expect(pens(Math.sign)).toBe(3);
  });

  test("is lifted where there is no number", () => {
    expect(pens((v) => (Math.abs(v) < 0.2 ? Number.NaN : v))).toBe(2);
  });
});

test("ticks are round numbers inside the range", () => {
  expect(ticks([-5, 5], 10)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
  expect(ticks([-0.13, 1.17], 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});

test("a range shows all of a small curve and a part of a large one", () => {
  const [lower, upper] = rangeOf([[-0.3, 100]]);
  expect(lower).toBeLessThan(-0.3);
  expect(upper).toBeLessThan(5);
});

test("saturation is where the slope is flat", () => {
  expect(flatIntervals([-2, -1, 0, 1, 2], [0, 0, 0.5, 0, 0])).toEqual([
    [-2, -0.5],
    [0.5, 2],
  ]);
  expect(flatIntervals([0, 1], [1, 1])).toEqual([]);
  expect(flatIntervals([-2, -1, 0, 1, 2], [0.02, 0.02, 0.02, 0.02, 0.02])).toEqual([]);
});

test("a flat place between two slopes, such as GELU's lowest point, is no saturation", () => {
  expect(flatIntervals([-2, -1, 0, 1, 2], [-1, -1, 0, 1, 1])).toEqual([]);
  const x = inputs(-5, 5, 1000);
  const { slope } = section(runtime, activationNamed("gelu"), {}, x, 1);
  const [left, ...rest] = flatIntervals(x, slope ?? []);
  expect(rest).toEqual([]);
  expect(left?.[0]).toBe(-5);
  expect(left?.[1]).toBeCloseTo(activationNamed("gelu").definition.properties.saturation?.below ?? 0, 1);
});

describe("a figure", () => {
  const x = inputs(-1, 1, 21);
  const curve = { name: "f(x) < 1", role: "value", x, y: x.map((v) => v * v - 0.5) };
  const svg = figure({ title: "A <curve>", curves: [curve], xRange: [-1, 1], yRange: [-1, 1], id: "one" });

  test("says in words what it shows", () => {
    expect(inWords({ curves: [curve] })).toBe(
      "f(x) < 1: from 0.5 at x = −1, lowest, −0.5 at x = 0, to 0.5 at x = 1.",
    );
    expect(svg).toContain('role="img" aria-labelledby="one-title one-text"');
  });

  test("has no style, and nothing that a text could break", () => {
    expect(svg).not.toMatch(/style|<script|on\w+=/);
    expect(svg).toContain("A &lt;curve&gt;");
  });
});
