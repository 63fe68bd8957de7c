import { expect, test } from "vitest";
import { covers, type DeviatingResult, isSelected, statusOf } from "./deviations.js";

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

test("a range of versions is compared by numbers, and ends at its pre-releases", () => {
  const measuredOn = [{ runtime: "r", versions: ["1.2.0", "1.10.1"], provider: "p" }] as const;
  const at = (version: string): string => statusOf({}, measuredOn, { runtime: "r", version, provider: "p" });
  expect(["1.2.0", "1.9.9", "1.10.1", "1.10.1-dev"].map(at)).toEqual(Array(4).fill("declared"));
  expect(["1.1.9", "1.2.0-dev", "1.10.2", "2.0.0", "1.11.0-dev", "", "of unknown version"].map(at)).toEqual(
    Array(7).fill("unknown"),
  );
});

test("a deviation is declared where it was found, absent where it was looked for, and else unknown", () => {
  const measuredOn = [
    { runtime: "r", versions: ["1.0.0", "1.0.0"], provider: "p", variants: ["a", "b"] },
  ] as const;
  const found = { on: [{ ...measuredOn[0], variants: ["a"] }] };
  const path = { runtime: "r", version: "1.0.0", provider: "p" };
  expect(statusOf(found, measuredOn, { ...path, variant: "a" })).toBe("declared");
  expect(statusOf(found, measuredOn, { ...path, variant: "b" })).toBe("absent");
  expect(statusOf(found, measuredOn, { ...path, variant: "c" })).toBe("unknown");
  expect(statusOf(found, measuredOn, path)).toBe("unknown");
  expect(statusOf(found, measuredOn, undefined)).toBe("unknown");
  expect(statusOf({}, undefined, undefined)).toBe("declared");
});

test("a selection concerns a call whose parts all match", () => {
  const gelu = { activation: "gelu", pass: "forward", dtype: "float32", precision: "fast" } as const;
  expect(isSelected({}, gelu)).toBe(true);
  expect(isSelected({ activation: ["relu", "gelu"], dtype: "float32" }, gelu)).toBe(true);
  expect(isSelected({ activation: "gelu", precision: "strict" }, gelu)).toBe(false);
  expect(isSelected({ group: "fuzz" }, gelu)).toBe(false);
  // @ts-expect-error a part that there is not, which plain JavaScript may give
  expect(isSelected({ activaton: "relu" }, gelu)).toBe(false);
});

test("a selection by domain concerns the calls of such activations", () => {
  expect(isSelected({ domain: "axis" }, { activation: "softmax", domain: "axis" })).toBe(true);
  expect(isSelected({ domain: ["axis", "grouped"] }, { activation: "glu", domain: "grouped" })).toBe(true);
  expect(isSelected({ domain: "axis" }, { activation: "relu", domain: "pointwise" })).toBe(false);
  expect(isSelected({ domain: "axis" }, {})).toBe(false);
});

test("a deviation may lie in several intervals", () => {
  const large: DeviatingResult = {
    ...limitation("number"),
    x: [
      [-Infinity, -1e20],
      [1e20, Infinity],
    ],
  };
  const isCovered = (x: number): boolean => covers(large, { x, got: 1 });
  expect([-Infinity, -1e20, 1e20, 1e30].map(isCovered)).toEqual([true, true, true, true]);
  expect([-1e19, 0, 1e19, Number.NaN].map(isCovered)).toEqual([false, false, false, false]);
});
