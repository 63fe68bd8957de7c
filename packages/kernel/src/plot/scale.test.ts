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
});

describe("a logarithmic scale", () => {
  it("marks powers of ten and has no place for zero", () => {
    const scale = logScale([1e-6, 1], [0, 60]);
    expect(scale.ticks).toEqual([1e-6, 1e-4, 1e-2, 1]);
    expect(scale.ticks.map(scale.format)).toEqual(["10⁻⁶", "10⁻⁴", "0.01", "1"]);
    expect(scale.has(0)).toBe(false);
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
});

describe("formatNumber", () => {
  it.each([
    [0.1 + 0.2, "0.3"],
    [-0.15865526, "−0.1587"],
    [1e-7, "1.000e−7"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NaN, "NaN"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
