import { expect, test } from "vitest";
import { errorInUlp } from "./error.js";

const bound = { ulp: 1, ofTerm: 0 };
const error = (got: number, exact: number): number => errorInUlp(got, exact, "float32", bound, 0);

test("the error is the distance in units in the last place of the exact value", () => {
  expect(error(1 + 2 ** -23, 1)).toBe(1);
  expect(error(1, 1 + 2 ** -24)).toBe(0.5);
  expect(error(1 - 2 ** -24, 1)).toBe(0.5);
});

test("subnormals have the same unit", () => {
  expect(error(2 ** -149, 2 ** -148)).toBe(1);
  expect(error(0, 2 ** -149)).toBe(1);
});

test("an infinity counts as the power of two beyond the largest number", () => {
  expect(error(Infinity, 3.4028235e38 + 2 ** 103)).toBeLessThanOrEqual(0.5);
  expect(error(Infinity, 1e39)).toBe(0);
  expect(error(Infinity, 1e38)).toBeGreaterThan(1e6);
  expect(error(3.4028234663852886e38, Infinity)).toBe(Infinity);
});

test("NaN is right only for NaN", () => {
  expect(error(Number.NaN, Number.NaN)).toBe(0);
  expect(error(Number.NaN, 0)).toBe(Infinity);
  expect(error(0, Number.NaN)).toBe(Infinity);
  expect(error(Infinity, Number.NaN)).toBe(Infinity);
});

test("zeros of the other sign are another kind of number, unless the bound takes any", () => {
  expect(error(0, -0)).toBe(Infinity);
  expect(error(-0, -0)).toBe(0);
  expect(error(-0, -1e-60)).toBeLessThan(1e-10);
  expect(error(0, -1e-60)).toBe(Infinity);
  expect(errorInUlp(0, -0, "float32", { ...bound, anyZero: true }, 0)).toBe(0);
});

test("where terms cancel, the error counts in parts of what their rounding allows", () => {
  const canceling = { ulp: 4, ofTerm: 2 ** -23 };
  expect(errorInUlp(2 ** -23, 0, "float32", canceling, 1)).toBe(4);
  expect(errorInUlp(2 ** -22, 0, "float32", canceling, 1)).toBe(8);
});
