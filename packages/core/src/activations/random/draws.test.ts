import { describe, expect, test } from "vitest";
import { InvalidOptionError } from "../../errors/invalid-option-error.js";
import { gumbelNoise } from "./gumbel-noise.js";
import { rreluSlopes } from "./rrelu-slopes.js";

describe("rreluSlopes", () => {
  test("are the same for the same seed, and others for another seed or stream", () => {
    const slopes = [...rreluSlopes([5], { seed: 7 }).data];
    expect([...rreluSlopes([5], { seed: 7 }).data]).toEqual(slopes);
    expect([...rreluSlopes([5], { seed: 8 }).data]).not.toEqual(slopes);
    expect([...rreluSlopes([5], { seed: 7, stream: 1 }).data]).not.toEqual(slopes);
  });

  test("do not depend on how many are drawn", () => {
    expect([...rreluSlopes([100], { seed: 3 }).data.subarray(0, 7)]).toEqual([
      ...rreluSlopes([7], { seed: 3 }).data,
    ]);
  });

  test("lie between the bounds, evenly", () => {
    const { data } = rreluSlopes([20000], { seed: 1, lower: 0.25, upper: 0.75, dtype: "float64" });
    expect(Math.min(...data)).toBeGreaterThan(0.25);
    expect(Math.max(...data)).toBeLessThan(0.75);
    const mean = data.reduce((sum, v) => sum + v, 0) / data.length;
    expect(mean).toBeCloseTo(0.5, 2);
  });

  test("have the shape asked for, empty ones too", () => {
    expect(rreluSlopes([2, 3], { seed: 1 }).shape).toEqual([2, 3]);
    expect(rreluSlopes([0], { seed: 1 }).size).toBe(0);
    expect(rreluSlopes([], { seed: 1 }).size).toBe(1);
  });

  test.each([
    { seed: -1 },
    { seed: 1.5 },
    { seed: Number.NaN },
    { seed: 1, stream: -1 },
    { seed: 1, lower: 1 },
  ])("refuse %o", (options) => {
    expect(() => rreluSlopes([1], options)).toThrow(InvalidOptionError);
  });
});

describe("gumbelNoise", () => {
  test("has the mean and variance of a Gumbel variable", () => {
    const { data } = gumbelNoise([20000], { seed: 1, dtype: "float64" });
    const mean = data.reduce((sum, v) => sum + v, 0) / data.length;
    const variance = data.reduce((sum, v) => sum + (v - mean) ** 2, 0) / data.length;
    expect(mean).toBeCloseTo(0.5772156649, 1);
    expect(variance).toBeCloseTo(Math.PI ** 2 / 6, 1);
  });

  test("is the same for the same seed in every dtype, rounded", () => {
    const doubles = gumbelNoise([9], { seed: 5, dtype: "float64" }).data;
    expect([...gumbelNoise([9], { seed: 5 }).data]).toEqual([...doubles].map(Math.fround));
  });
});
