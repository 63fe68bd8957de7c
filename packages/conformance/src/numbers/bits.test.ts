import { codecOf, dtypes } from "@actfn/core";
import { expect, test } from "vitest";
import { fromHex, toHex } from "./bits.js";

test("bit patterns are read most significant digit first, element after element", () => {
  expect([...fromHex("3f800000c0000000", "float32")]).toEqual([1, -2]);
  expect([...fromHex("3ff0000000000000 8000000000000000", "float64")]).toEqual([1, -0]);
  expect([...fromHex("3c00fc00", "float16")]).toEqual([0x3c00, 0xfc00]);
});

test("NaN keeps its payload", () => {
  const data = fromHex("7fc12345", "float32");
  expect(new Uint32Array(data.buffer)[0]).toBe(0x7fc12345);
});

test("half an element is refused", () => {
  expect(() => fromHex("3f8000", "float32")).toThrow(RangeError);
});

test.each(dtypes)("%s is written as it is read", (dtype) => {
  for (const value of [0, -0, 1.5, -49152, 2 ** -24]) {
    const [back] = fromHex(toHex(value, dtype), dtype);
    expect(codecOf(dtype).decode(back as number)).toBe(value);
  }
});
