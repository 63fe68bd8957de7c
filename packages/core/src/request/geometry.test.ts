import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ShapeError } from "../errors/shape-error.js";
import { sizeOf } from "../tensor/shape.js";
import { alignmentOf, placeIn } from "./geometry.js";

/** The place by the rule itself: coordinates from the right, an axis of length 1 counting nothing. */
function placeByRule(shape: readonly number[], x: readonly number[], element: number): number {
  let [place, step, rest] = [0, 1, element];
  for (let axis = 1; axis <= x.length; axis++) {
    const length = x.at(-axis) as number;
    const own = shape.at(-axis) ?? 1;
    if (axis <= shape.length && own !== 1) place += (rest % length) * step;
    if (axis <= shape.length) step *= own;
    rest = Math.floor(rest / length);
  }
  return place;
}

const shapes = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean()), { maxLength: 5 })
  .chain((axes) =>
    fc.integer({ min: 0, max: axes.length }).map((dropped) => ({
      x: axes.map(([length]) => length),
      option: axes.map(([length, extends_]) => (extends_ ? length : 1)).slice(dropped),
    })),
  );

test("each element takes the number that ONNX's and NumPy's broadcasting gives it, of any shapes", () => {
  fc.assert(
    fc.property(shapes, ({ x, option }) => {
      const alignment = alignmentOf("prelu", "weight", option, x, false);
      for (let element = 0; element < sizeOf(x); element++) {
        expect(placeIn(alignment, element)).toBe(placeByRule(option, x, element));
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

describe("a shape that does not fit", () => {
  const misfit = (shape: readonly number[], x: readonly number[], channel = false): string => {
    try {
      alignmentOf("prelu", "weight", shape, x, channel);
    } catch (error) {
      if (ShapeError.isInstance(error)) return error.message;
      throw error;
    }
    throw new Error("it fits");
  };

  test("tells both ways to read a list, and how to get the other", () => {
    expect(misfit([5], [2, 3, 4, 5], true)).toMatch(
      /PyTorch.*axis 1, whose length is 3\. .*ONNX and NumPy.*\[1, 5\]/,
    );
    expect(misfit([3], [2, 3, 4, 5])).toMatch(
      /aligned at the last axis.*axis 1, give it the shape \[3, 1, 1\]/,
    );
  });

  test.each([
    [[2, 1], [2]],
    [[2], [1]],
    [
      [3, 2],
      [2, 3],
    ],
  ])("%j for %j", (shape, x) => {
    expect(misfit(shape, x)).toContain("does not fit");
  });
});
