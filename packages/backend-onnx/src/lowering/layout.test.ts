import {
  glu,
  type KernelRequest,
  logSumExp,
  prelu,
  relu,
  softmax,
  swish,
  tensor,
  toRequest,
} from "@actfn/core";
import { describe, expect, it } from "vitest";
import { viewOf } from "./layout.js";

function request(
  activation: { readonly definition: KernelRequest["activation"] },
  shape: readonly number[],
  options: object = {},
): KernelRequest {
  const x = tensor(new Float32Array(shape.reduce((size, length) => size * length, 1)), { shape });
  return toRequest(
    { definition: activation.definition, pass: "forward", x, options: { ...options } },
    "fast",
  );
}

describe("a view", () => {
  it("sees pointwise tensors of every shape as one axis, so that one graph serves them all", () => {
    const flat = viewOf(request(relu, [24]), 1);
    const cube = viewOf(request(relu, [2, 3, 4]), 1);
    expect(cube).toEqual(flat);
    expect(flat.dims).toEqual([24]);
  });

  it("keeps the axis of a row, and what lies before and after it", () => {
    expect(viewOf(request(softmax, [2, 3, 4, 5], { axis: 1 }), 1).dims).toEqual([2, 3, 20]);
    expect(viewOf(request(softmax, [2, 3, 4, 5], { axis: -1 }), 1).dims).toEqual([24, 5]);
    expect(viewOf(request(logSumExp, [7], { axis: 0 }), 1).dims).toEqual([1, 7]);
  });

  it("lays the parts of a grouped tensor along an axis of their own", () => {
    const view = viewOf(request(glu, [2, 6, 5], { axis: 1 }), 2);
    expect(view.dims).toEqual([2, 2, 15]);
    expect(view.layout.dims).toEqual(["n0", 2, "n2"]);
  });

  it.each([
    ["a scalar", [], [24], [[false]]],
    ["one per channel", [3], [2, 3, 4], [[false, true, false]]],
    ["the last axis", [1, 1, 4], [6, 4], [[false, true]]],
    ["the first axis", [2, 1, 1], [2, 12], [[true, false]]],
    ["one per element", [2, 3, 4], [24], [[true]]],
  ])("cuts x where a tensor option extends: %s", (_, shape, dims, extents) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const weight = tensor(new Float32Array(size), { shape });
    const view = viewOf(request(prelu, [2, 3, 4], { weight }), 1);
    expect(view.dims).toEqual(dims);
    expect(view.layout.extents).toEqual(extents);
  });

  it("tells layouts apart that need another graph, and no others", () => {
    const key = (weight: unknown, shape: readonly number[]): string =>
      viewOf(request(prelu, shape, { weight }), 1).layout.key;
    expect(key(tensor([1, 2, 3]), [2, 3, 4])).toBe(key(tensor([1, 2]), [5, 2, 8]));
    expect(key(tensor([1, 2, 3]), [2, 3, 4])).not.toBe(key(0.5, [2, 3, 4]));
    expect(viewOf(request(swish, [4], { beta: 2 }), 1).layout.key).toBe(key(0.5, [9]));
  });
});
