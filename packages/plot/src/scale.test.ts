import { describe, expect, it } from "vitest";
import { extent, formatNumber, linearScale, logScale } from "./scale.js";

describe("a linear scale", () => {
  it("puts the ends of its domain on the ends of its range", () => {
    const scale = linearScale([-5, 5], [0, 100]);
    expect([scale.toPixel(-5), scale.toPixel(0), scale.toPixel(5)]).toEqual([0, 50, 100]);
  });

  it("marks round numbers, zero among them", () => {
    expect(linearScale([-5, 5], [0, 100], 5).ticks).toEqual([-4, -2, 0, 2, 4]);
    expect(linearScale([0, 0.31], [0, 100], 3).ticks).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it("has room where all values are one", () => {
    expect(linearScale([3, 3], [0, 10]).toPixel(3)).toBe(5);
  });

  it.each([
    [1, 1 + 2 ** -52],
    [1e16, 1e16 + 2],
    [0, 5e-324],
    [-1e308, 1e308],
    [-Number.MAX_VALUE, Number.MAX_VALUE],
    [5, -5],
    [Number.NEGATIVE_INFINITY, 5],
    [Number.NaN, 1],
  ])("has a few ticks that differ, and finite places, from %d to %d", (low, high) => {
    const scale = linearScale([low, high], [0, 100]);
    expect(scale.ticks.length).toBeGreaterThan(1);
    expect(scale.ticks.length).toBeLessThan(12);
    expect(new Set(scale.ticks.map(scale.format)).size).toBe(scale.ticks.length);
    expect([...scale.domain, ...scale.ticks.map(scale.toPixel)].every(Number.isFinite)).toBe(true);
  });

  it("tells ticks apart that lie close together", () => {
    const scale = linearScale([1, 1 + 4e-6], [0, 100], 4);
    expect(scale.ticks.map(scale.format)).toEqual(["1", "1.000001", "1.000002", "1.000003", "1.000004"]);
  });
});

describe("a logarithmic scale", () => {
  it("marks powers of ten and has no place for zero", () => {
    const scale = logScale([1e-6, 1], [0, 60]);
    expect(scale.ticks).toEqual([1e-6, 1e-4, 1e-2, 1]);
    expect(scale.ticks.map(scale.format)).toEqual(["10⁻⁶", "10⁻⁴", "0.01", "1"]);
    expect(scale.has(0)).toBe(false);
  });

  it.each([
    [0.3, 2.4, ["0.5", "1", "2"]],
    [150, 4000, ["200", "500", "1000", "2000"]],
    [2e-5, 6e-5, ["2·10⁻⁵", "5·10⁻⁵"]],
    [2.2, 4.7, ["2.5", "3.0", "3.5", "4.0", "4.5"]],
  ])("marks more than powers from %d to %d, where fewer than three of them lie", (low, high, labels) => {
    const scale = logScale([low, high], [0, 60]);
    expect(scale.ticks.map(scale.format)).toEqual(labels);
  });

  it.each([
    [0, 1],
    [-1, 10],
    [1, Number.POSITIVE_INFINITY],
  ])("has a place for something even from %d to %d", (low, high) => {
    expect(logScale([low, high], [0, 60]).ticks).toEqual([0.1, 1, 10]);
  });
});

describe("extent", () => {
  it("passes over what is not finite", () => {
    const [low, high] = extent([Number.NaN, -1, Number.POSITIVE_INFINITY, 3]);
    expect(low).toBeCloseTo(-1.2);
    expect(high).toBeCloseTo(3.2);
  });

  it("has an answer for no values at all", () => {
    expect(extent([])).toEqual([0, 1]);
  });

  it("takes for constant what differs by rounding alone", () => {
    expect(extent([1, 1 + 2 ** -52])).toEqual([0.5, 1.5 + 2 ** -52]);
    expect(extent([1e16, 1e16 + 2])).toEqual([9e15, 1.1e16 + 2]);
  });

  it("stays finite at the ends of what a double holds", () => {
    expect(extent([-1e308, 1e308])).toEqual([-1.1e308, 1.1e308]);
    expect(extent([-Number.MAX_VALUE, Number.MAX_VALUE]).every(Number.isFinite)).toBe(true);
    expect(extent([5e-324, Number.MAX_VALUE], true)).toEqual([5e-324, Number.MAX_VALUE]);
  });
});

describe("formatNumber", () => {
  it.each([
    [0.1 + 0.2, "0.3"],
    [-0.15865526, "−0.1587"],
    [1e-7, "1.000e−7"],
    [12345, "12345"],
    [-60001, "−60001"],
    [999999, "999999"],
    [12345.6, "12346"],
    [1234567, "1.235e6"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NaN, "NaN"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
