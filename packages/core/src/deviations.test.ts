import { expect, test } from "vitest";
import { covers, type DeviatingResult } from "./deviations.js";

function limitation(gives: NonNullable<DeviatingResult["gives"]>): DeviatingResult {
  return { id: "tail", reason: "known", where: {}, expect: "deviates", x: [-6, -1], gives };
}

test("a largest error is in ulp or, where that is more, an amount", () => {
  const tail = limitation({ ulp: 2, absolute: 1e-6 });
  expect(covers(tail, { x: -5, got: -1e-6, ulp: 1000, absolute: 9e-7 })).toBe(true);
  expect(covers(tail, { x: -1, got: -0.16, ulp: 2, absolute: 3e-6 })).toBe(true);
  expect(covers(tail, { x: -5, got: -4e-6, ulp: 1000, absolute: 3e-6 })).toBe(false);
  expect(covers(tail, { x: -7, got: 0, ulp: 1000, absolute: 9e-7 })).toBe(false);
});

test("without an amount only ulp count, and without an exact value nothing is within", () => {
  expect(covers(limitation({ ulp: 2 }), { x: -5, got: 0, ulp: 3, absolute: 0 })).toBe(false);
  expect(covers(limitation({ ulp: 2, absolute: 1 }), { x: -5, got: 0 })).toBe(false);
  expect(covers(limitation({ ulp: 2, absolute: 1 }), { x: -5, got: Number.NaN, absolute: Number.NaN })).toBe(
    false,
  );
});

test("an amount of 0 forgives a zero its sign and nothing else", () => {
  const otherZero = limitation({ ulp: 0, absolute: 0 });
  expect(covers(otherZero, { x: -1, got: 0, ulp: Infinity, absolute: 0 })).toBe(true);
  expect(covers(otherZero, { x: -1, got: 0, ulp: Infinity, absolute: 1e-45 })).toBe(false);
});
