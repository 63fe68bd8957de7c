import { describe, expect, test } from "vitest";
import { exactDigits, float32Bits, readNumber, shortestFloat32 } from "./exact.js";

describe("exact digits", () => {
  test.each([
    [0.1, "0.1000000000000000055511151231257827021181583404541015625"],
    [-0.5, "-0.5"],
    [3, "3"],
    [-0, "-0"],
    [2 ** 70, "1180591620717411303424"],
    [2 ** -10, "0.0009765625"],
    [Number.NaN, "NaN"],
    [-Infinity, "-Infinity"],
  ])("of %s are %s", (value, digits) => {
    expect(exactDigits(value)).toBe(digits);
  });

  test("of the smallest double end after 1074 places, in a 5", () => {
    const digits = exactDigits(Number.MIN_VALUE);
    expect(digits).toHaveLength(1076);
    expect(digits).toMatch(/^0\.0+4940656.*5$/);
  });
});

test("bits of a float32 are its own, −0 told from 0", () => {
  expect([1, -0, 0, Infinity].map(float32Bits)).toEqual(["3f800000", "80000000", "00000000", "7f800000"]);
});

test("the shortest decimal of a float32 reads back as it", () => {
  expect(shortestFloat32(Math.fround(0.1))).toBe("0.1");
  expect(shortestFloat32(Math.fround(1 / 3))).toBe("0.33333334");
  expect(shortestFloat32(-0)).toBe("-0");
});

test("numbers are read as people write them", () => {
  expect(readNumber(" −0.5 ")).toBe(-0.5);
  expect(readNumber("-∞")).toBe(-Infinity);
  expect(readNumber("-0")).toBe(-0);
  expect(readNumber("nan")).toBeNaN();
  expect(readNumber("0x")).toBeUndefined();
  expect(readNumber("")).toBeUndefined();
});
