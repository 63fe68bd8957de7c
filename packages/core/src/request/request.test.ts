import { describe, expect, test } from "vitest";
import type { KernelRequest, Pass } from "../backend/backend.js";
import type { Definition } from "../definition/definition.js";
import { AxisError } from "../errors/axis-error.js";
import { DTypeError } from "../errors/dtype-error.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { ShapeError } from "../errors/shape-error.js";
import { UnknownOptionError } from "../errors/unknown-option-error.js";
import { glu, leakyRelu, prelu, softmax } from "../index.js";
import { tensor } from "../tensor/from.js";
import { toRequest } from "./request.js";

const request = (
  activation: { definition: Definition },
  x: unknown,
  options = {},
  pass: Pass = "forward",
  dy?: unknown,
): KernelRequest => toRequest({ definition: activation.definition, pass, x, dy, options }, "fast");

describe("a request", () => {
  test("has every option, checked, and the same object for equal options", () => {
    const a = request(leakyRelu, [1], { negativeSlope: 0.2 });
    expect(a.options).toEqual({ negativeSlope: 0.2 });
    expect(request(leakyRelu, [2], { negativeSlope: 0.2 }).options).toBe(a.options);
    expect(request(leakyRelu, [2]).options).toEqual({ negativeSlope: 0.01 });
  });

  test("tells the axis from the start", () => {
    expect(request(softmax, [[1, 2]], { axis: -1 }).options).toMatchObject({ axis: 1 });
  });

  test("puts tensor options after x and dy last, with results for x and what is learned", () => {
    const x = [[1, 2, 3]];
    const { inputs, outputs } = request(prelu, x, { weight: [0.1, 0.2, 0.3] }, "backward", x);
    expect(inputs.map((t) => t.shape)).toEqual([[1, 3], [3], [1, 3]]);
    expect(outputs).toHaveLength(2);
  });

  test.each<[string, () => KernelRequest, new (...args: never[]) => Error, RegExp]>([
    [
      "an unknown option",
      () => request(leakyRelu, [1], { slope: 1 }),
      UnknownOptionError,
      /leakyRelu has no option "slope".*"negativeSlope"/,
    ],
    [
      "a slope that is no number",
      () => request(leakyRelu, [1], { negativeSlope: "0.1" }),
      InvalidOptionError,
      /"negativeSlope" is "0.1"/,
    ],
    [
      "a slope of NaN",
      () => request(leakyRelu, [1], { negativeSlope: NaN }),
      InvalidOptionError,
      /NaN; it must be a finite number/,
    ],
    [
      "an axis out of range",
      () => request(softmax, [[1, 2]], { axis: 2 }),
      AxisError,
      /axis 2.*\[1, 2\].*from -2 to 1/,
    ],
    [
      "an odd axis for GLU",
      () => request(glu, [1, 2, 3]),
      AxisError,
      /length 3 along axis 0; it must be a multiple of 2/,
    ],
    [
      "a slope of the wrong shape",
      () => request(prelu, [[1, 2, 3]], { weight: [1, 2] }),
      ShapeError,
      /weight of shape \[2\].*\[1, 3\].*one number per channel/,
    ],
    [
      "a slope of another dtype",
      () => request(prelu, [1], { weight: Float64Array.of(1) }),
      DTypeError,
      /weight is float64, but x is float32.*cast/,
    ],
    [
      "dy of another shape",
      () => request(leakyRelu, [1, 2], {}, "backward", [1]),
      ShapeError,
      /dy has shape \[1\].*\[2\]/,
    ],
    [
      "dy of another dtype",
      () => request(leakyRelu, Float32Array.of(1), {}, "backward", Float64Array.of(1)),
      DTypeError,
      /dy is float64/,
    ],
    [
      "out of another size",
      () => request(leakyRelu, Float32Array.of(1), { out: new Float32Array(2) }),
      ShapeError,
      /out has 2 elements.*\[1\]/,
    ],
    [
      "out of another dtype",
      () => request(leakyRelu, Float32Array.of(1), { out: new Float64Array(1) }),
      DTypeError,
      /out is float64; it must be float32/,
    ],
    [
      "an axis that a typed array has not, and says how to give it more",
      () => request(softmax, new Float32Array(6), { axis: 1 }),
      AxisError,
      /from -1 to 0\. A typed array has one axis\. Give it more with tensor\(x, \{ shape: \[rows, columns\] \}\)\.$/,
    ],
    [
      "a missing dy",
      () => request(leakyRelu, [1, 2], {}, "backward"),
      DTypeError,
      /^leakyRelu: dy is undefined\. Pass the gradient of the output as the second argument of backward\.$/,
    ],
    ["a missing x", () => request(leakyRelu, undefined), DTypeError, /^leakyRelu: x is undefined\. Pass/],
    ["a word for x", () => request(leakyRelu, "abc"), DTypeError, /^leakyRelu: x: "abc" is not a number/],
    ["ragged data for x", () => request(leakyRelu, [[1], []]), ShapeError, /^leakyRelu: x: .*ragged/],
    [
      "a word for a slope",
      () => request(prelu, [1], { weight: "abc" }),
      DTypeError,
      /^prelu: weight: "abc" is not a number/,
    ],
    [
      "one array where there are several results",
      () => request(prelu, [1], { out: new Float32Array(1) }, "backward", [1]),
      InvalidOptionError,
      /^prelu: option "out" is a Float32Array; it must be an object with some of the keys "x", "weight"\.$/,
    ],
    [
      "one tensor where there are several results",
      () => request(prelu, [1], { out: tensor([1]) }, "backward", [1]),
      InvalidOptionError,
      /option "out" is a Tensor; .*some of the keys "x", "weight"\.$/,
    ],
    [
      "a place for a result that there is not",
      () => request(prelu, [1], { out: { weights: new Float32Array(1) } }, "backward", [1]),
      InvalidOptionError,
      /option "out" has the key "weights"; .*some of the keys "x", "weight"\.$/,
    ],
    [
      "an unknown precision",
      () => request(leakyRelu, [1], { precision: "exact" }),
      InvalidOptionError,
      /"strict", "fast"/,
    ],
  ])("refuses %s", (_, make, error, message) => {
    expect(make).toThrow(error);
    expect(make).toThrow(message);
  });

  test("refuses an out that overlaps the input without being it", () => {
    const memory = new Float32Array(3);
    expect(() => request(leakyRelu, memory.subarray(0, 2), { out: memory.subarray(1, 3) })).toThrow(
      /overlaps/,
    );
    expect(() => request(leakyRelu, memory.subarray(0, 1), { out: memory.subarray(1, 2) })).not.toThrow();
  });
});
