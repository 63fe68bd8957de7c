import { describe, expect, test } from "vitest";
import { type AnyActivation, catalogue, derivative } from "../src/index.js";
import { gradientsOf, grid, valuesOf } from "./evaluate.js";

// FReLU has no default for what x is compared with, so that nothing can be computed from x alone.
const pointwise = catalogue.filter(
  ({ definition }) => definition.domain.kind === "pointwise" && definition.name !== "frelu",
);
const isPeriodic = ({ definition }: AnyActivation): boolean => definition.family === "periodic";
const slopesOf = (activation: AnyActivation, x: readonly number[]): number[] =>
  gradientsOf(activation, x)[0] as number[];

const near = grid(-40, 40, 16000);
const far = [-1e6, -1e5, -1e4, -1e3, -400, -100, 100, 400, 1e3, 1e4, 1e5, 1e6];
/** Where definitions change branch at their default options. */
const corners = [-3, -1, -0.5, 0, 0.5, 1, 3, 6, 20];

/** How far a function is apart on the two sides of the corners, at most. */
function largestJump(f: (x: readonly number[]) => number[], h = 1e-8): number {
  const above = f(corners.map((x) => x + h));
  const below = f(corners.map((x) => x - h));
  return Math.max(...above.map((y, i) => Math.abs(y - (below[i] as number)) / (1 + Math.abs(y))));
}

describe.each(pointwise.map((activation) => [activation.definition.name, activation] as const))(
  "%s is as its metadata says",
  (_, activation) => {
    const { properties } = activation.definition;
    const values = valuesOf(activation, near);
    const slopes = slopesOf(activation, near);

    test("range", () => {
      const { lower, upper, closed } = properties.range;
      const all = [...values, ...valuesOf(activation, far)].filter((y) => !Number.isNaN(y));
      const [least, most] = [Math.min(...all), Math.max(...all)];
      expect(least).toBeGreaterThanOrEqual(lower - 1e-12);
      expect(most).toBeLessThanOrEqual(upper + 1e-12);
      if (lower === -Infinity) expect(least).toBeLessThan(-100);
      else expect(least - lower).toBeLessThan(1e-4);
      if (upper === Infinity) expect(most).toBeGreaterThan(100);
      else expect(upper - most).toBeLessThan(1e-4);
      const inside = valuesOf(activation, grid(-2, 2, 100));
      if (!closed[0]) expect(Math.min(...inside)).toBeGreaterThan(lower);
      if (!closed[1]) expect(Math.max(...inside)).toBeLessThan(upper);
    });

    test("monotonic", () => {
      const falls = values.some((y, i) => i > 0 && y < (values[i - 1] as number) - 1e-14 * Math.abs(y));
      expect(!falls).toBe(properties.monotonic);
    });

    test("smoothness", () => {
      const jumps = largestJump((x) => valuesOf(activation, x)) > 1e-4;
      const kinks = !jumps && largestJump((x) => slopesOf(activation, x)) > 1e-4;
      const bends =
        !jumps && !kinks && largestJump((x) => valuesOf(derivative(activation as never, 2), x)) > 1e-4;
      const found = jumps ? -1 : kinks ? 0 : bends ? 1 : 2;
      expect(found).toBe(Math.min(properties.smoothness, 2));
    });

    test("zero-centered", () => {
      const isZero = valuesOf(activation, [0])[0] === 0;
      const found = isZero && values.some((y) => y < 0) && values.some((y) => y > 0);
      expect(found).toBe(properties.zeroCentered);
    });

    test("lipschitz", () => {
      const { lipschitz, smoothness } = properties;
      const all = [...slopes, ...slopesOf(activation, far)].map(Math.abs).filter((y) => !Number.isNaN(y));
      const steepest = Math.max(...all);
      if (smoothness < 0) return expect(lipschitz).toBeUndefined();
      if (lipschitz === Infinity) return expect(steepest).toBeGreaterThan(30);
      expect(steepest).toBeLessThanOrEqual((lipschitz as number) * (1 + 1e-9));
      expect(steepest).toBeGreaterThan((lipschitz as number) * 0.998);
    });

    test("lowest and highest point", () => {
      for (const [point, sign] of [
        [properties.minimum, 1],
        [properties.maximum, -1],
      ] as const) {
        const all = values.map((y) => sign * y);
        const least = Math.min(...all);
        const place = all.indexOf(least);
        const isInside =
          place > 0 && place < all.length - 1 && (all[0] as number) > least && (all.at(-1) as number) > least;
        if (!isPeriodic(activation)) expect(point !== undefined).toBe(isInside);
        if (point === undefined) continue;
        expect(valuesOf(activation, [point.x])[0]).toBeCloseTo(point.y, 12);
        expect(Math.abs(slopesOf(activation, [point.x])[0] as number)).toBeLessThan(1e-7);
        expect(sign * point.y).toBeLessThanOrEqual(least + 1e-12);
      }
    });

    test("saturation", () => {
      if (isPeriodic(activation)) return expect(properties.saturates).toBe("none");
      const [left, right] = slopesOf(activation, [-1e5, 1e5]).map((slope) => Math.abs(slope) < 1e-4);
      expect(properties.saturates).toBe(left && right ? "both" : left ? "left" : right ? "right" : "none");
      const { below, above } = properties.saturation ?? {};
      expect([below !== undefined, above !== undefined]).toEqual([left, right]);
      const steep = (low: number, high: number): boolean =>
        slopesOf(activation, grid(low, high, 4000)).some((slope) => Math.abs(slope) >= 0.01);
      const isStep = activation.definition.family === "step";
      if (below !== undefined) {
        expect(steep(below - 40, below - 1e-9)).toBe(false);
        expect(isStep || steep(below, below + 0.02)).toBe(true);
      }
      if (above !== undefined) {
        expect(steep(above + 1e-9, above + 40)).toBe(false);
        expect(isStep || steep(above - 0.02, above)).toBe(true);
      }
    });

    test("gain", () => {
      const z = grid(-14, 14, 28001);
      const density = z.map((v) => Math.exp((-v * v) / 2) / Math.sqrt(2 * Math.PI));
      const f = valuesOf(activation, z);
      const step = (z[1] as number) - (z[0] as number);
      const moment = f.reduce((sum, y, i) => sum + y * y * (density[i] as number) * step, 0);
      expect((properties.gain as number) * Math.sqrt(moment)).toBeCloseTo(
        1,
        activation.definition.properties.smoothness < 0 ? 2 : 4,
      );
    });
  },
);
