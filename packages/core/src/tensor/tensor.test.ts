import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DTypeError } from "../errors/dtype-error.js";
import { ShapeError } from "../errors/shape-error.js";
import { bfloat16ToNumber, numberToBfloat16 } from "./bfloat16.js";
import { cast } from "./cast.js";
import { float16ToNumber, numberToFloat16 } from "./float16.js";
import { type TensorLike, tensor } from "./from.js";
import { resolveAxis } from "./shape.js";
import { type NestedNumbers, Tensor } from "./tensor.js";

describe("tensor", () => {
  test("reads nested numbers row by row, as float32", () => {
    const t = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(t).toMatchObject({ dtype: "float32", shape: [2, 3] });
    expect([...t.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(t.at(1, 2)).toBe(6);
    expect(t.at(2, 0)).toBeUndefined();
  });

  test("shares a typed array's memory", () => {
    const data = Float32Array.of(1, 2);
    const t = tensor(data);
    data[0] = 9;
    expect(t.at(0)).toBe(9);
  });

  test("nesting and toArray undo each other, scalars and empty axes included", () => {
    const nested = fc.oneof(
      fc.constant(0.5 as NestedNumbers),
      fc.constant([] as NestedNumbers),
      fc.array(fc.array(fc.integer(), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
    );
    fc.assert(
      fc.property(nested, (n) => {
        expect(tensor(n, { dtype: "float64" }).toArray()).toEqual(n);
      }),
    );
  });

  test.each<[string, unknown, typeof DTypeError | typeof ShapeError, RegExp]>([
    ["ragged rows", [[1, 2], [3]], ShapeError, /ragged.*shape \[2, 2\].*depth 1.*array of 1.*array of 2/],
    ["a number among rows", [[1], 2], ShapeError, /ragged.*a number instead of an array of 1/],
    ["a row among numbers", [1, [2]], ShapeError, /ragged.*an array of 1 instead of a number/],
    ["BigInt", [1n], DTypeError, /1n is not a number/],
    ["a BigInt array", BigInt64Array.of(1n), DTypeError, /BigInt64Array.*Float32Array/],
    ["integers in a typed array", Int32Array.of(1), DTypeError, /Int32Array.*Float32Array/],
    ["strings", ["1"], DTypeError, /"1" is not a number/],
    ["undefined", undefined, DTypeError, /undefined is not a number/],
    ["a Uint16Array that is not said to be float16", Uint16Array.of(1), DTypeError, /dtype: "float16"/],
  ])("refuses %s", (_, data, error, message) => {
    expect(() => tensor(data as TensorLike)).toThrow(error);
    expect(() => tensor(data as TensorLike)).toThrow(message);
  });

  test("refuses a shape that the data does not fill, and one that is no shape", () => {
    expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow(/\[2, 2\] has 4 elements, but the data has 3/);
    expect(() => new Tensor("float32", [-1], new Float32Array(1))).toThrow(/at least 0; got -1/);
    expect(() => new Tensor("float32", [2 ** 20, 2 ** 20], new Float32Array(1))).toThrow(/more than 2\^32/);
  });

  test("refuses another dtype than the data has", () => {
    expect(() => tensor(Float64Array.of(1), { dtype: "float32" })).toThrow(/float64, not float32.*cast/);
    expect(() => tensor([1], { dtype: "int8" as never })).toThrow(/"int8" is not one of "float32"/);
  });
});

describe("float16", () => {
  test("every bit pattern that is a number comes back from its number", () => {
    for (let bits = 0; bits < 65536; bits++) {
      const value = float16ToNumber(bits);
      if (!Number.isNaN(value)) expect(numberToFloat16(value)).toBe(bits);
    }
    expect(float16ToNumber(numberToFloat16(NaN))).toBeNaN();
  });

  test("rounds to the nearest, to even half-way", () => {
    for (let bits = 0; bits < 0x7bff; bits++) {
      const [low, high] = [float16ToNumber(bits), float16ToNumber(bits + 1)];
      const middle = (low + high) / 2;
      expect(numberToFloat16(middle)).toBe(bits % 2 === 0 ? bits : bits + 1);
      expect(numberToFloat16(middle - (high - low) * 1e-9)).toBe(bits);
      expect(numberToFloat16(middle + (high - low) * 1e-9)).toBe(bits + 1);
    }
  });

  test("overflows to infinity at 65520", () => {
    expect(numberToFloat16(65519.999)).toBe(0x7bff);
    expect(numberToFloat16(-65520)).toBe(0xfc00);
  });
});

describe("bfloat16", () => {
  test("every bit pattern that is a number comes back from its number", () => {
    for (let bits = 0; bits < 65536; bits++) {
      const value = bfloat16ToNumber(bits);
      if (!Number.isNaN(value)) expect(numberToBfloat16(value)).toBe(bits);
    }
    expect(bfloat16ToNumber(numberToBfloat16(NaN))).toBeNaN();
  });

  test("rounds a double once, to the nearest, to even half-way", () => {
    for (let bits = 0; bits < 0x7f7f; bits += 7) {
      const [low, high] = [bfloat16ToNumber(bits), bfloat16ToNumber(bits + 1)];
      const middle = (low + high) / 2;
      expect(numberToBfloat16(middle)).toBe(bits % 2 === 0 ? bits : bits + 1);
      // So near to the middle that a float32 in between would round it there.
      expect(numberToBfloat16(middle - (high - low) * 2 ** -40)).toBe(bits);
      expect(numberToBfloat16(middle + (high - low) * 2 ** -40)).toBe(bits + 1);
      expect(numberToBfloat16(-middle - (high - low) * 2 ** -40)).toBe(0x8000 | (bits + 1));
    }
  });

  test("is told from float16 by what is said", () => {
    const bits = Uint16Array.of(0x3fc0);
    expect(tensor(bits, { dtype: "bfloat16" }).toArray()).toEqual([1.5]);
    expect(cast(tensor([1.5, -0]), "bfloat16").data).toEqual(Uint16Array.of(0x3fc0, 0x8000));
    expect(numberToBfloat16(3.4e38)).toBe(0x7f80);
  });
});

test("cast rounds once and keeps NaN, infinities and the sign of zero", () => {
  const source = tensor([0.1, -0, NaN, -Infinity, 1e300], { dtype: "float64" });
  expect([...cast(source, "float32").data]).toEqual([Math.fround(0.1), -0, NaN, -Infinity, Infinity]);
  expect(cast(cast(source, "float16"), "float64").toArray()).toEqual([
    0.0999755859375,
    -0,
    NaN,
    -Infinity,
    Infinity,
  ]);
  expect(cast(source, "float64")).toBe(source);
});

describe("resolveAxis", () => {
  test("counts from the end, and takes a scalar for a row of one", () => {
    expect(resolveAxis("softmax", -1, [2, 3])).toBe(1);
    expect(resolveAxis("softmax", -1, [])).toBe(0);
  });

  test.each([2, -3, 0.5, "1", null])("refuses %s for a matrix", (axis) => {
    expect(() => resolveAxis("softmax", axis, [2, 3])).toThrow(/shape \[2, 3\].*from -2 to 1/);
  });
});
