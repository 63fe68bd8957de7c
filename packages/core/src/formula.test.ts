import { expect, test } from "vitest";
import { catalogue, elu, formula, gelu } from "./index.js";

test("every activation has a formula, and a slope where it is pointwise", () => {
  for (const activation of catalogue) {
    expect(formula(activation)).not.toBe("");
    if (activation.definition.domain.kind === "pointwise") expect(formula(activation, 1)).not.toBe("");
  }
});

test("options are symbols, and words choose the formula", () => {
  expect(formula(elu)).toContain("\\alpha");
  expect(formula(gelu.with({ approximate: "tanh" }))).toContain("\\tanh");
});
