import { activationNamed } from "@actfn/core";
import { expect, test } from "vitest";
import { largestDifference, seluConstants, valuesOf } from "./comparisons/computed.js";
import { families } from "./comparisons/families.js";
import { comparisons } from "./comparisons.js";

test("every family has its formulas, a graph with a curve for each line, and a proof", () => {
  const shown = comparisons();
  expect(shown.map(({ id }) => id)).toEqual(families.map(({ id }) => id));
  for (const [i, { members, figure, proof }] of shown.entries()) {
    expect(members.every(({ formula }) => formula.includes("<math"))).toBe(true);
    const lines = families[i]?.curves ?? families[i]?.members ?? [];
    expect(figure.match(/class="curve overlay-\d"/g)).toHaveLength(lines.length);
    expect(proof.length).toBeGreaterThan(1);
    expect(proof.join("")).not.toContain("$");
  }
});

test("SELU's constants, computed from its two conditions, are those of the definition", () => {
  const { alpha, scale } = seluConstants();
  expect(alpha).toBeCloseTo(1.6732632423543772, 13);
  expect(scale).toBeCloseTo(1.0507009873554805, 13);
  const far = valuesOf(activationNamed("selu").definition.name, Float64Array.of(1, -1e4));
  expect(far[0]).toBeCloseTo(scale, 13);
  expect(far[1]).toBeCloseTo(-scale * alpha, 13);
});

test("tanh is a stretched sigmoid, and the distance of softplus to ReLU is ln 2", () => {
  const tanh = (x: Float64Array) => valuesOf("tanh", x);
  const stretched = (x: Float64Array) =>
    valuesOf(
      "sigmoid",
      x.map((v) => 2 * v),
    ).map((s) => 2 * s - 1);
  expect(largestDifference(tanh, stretched)).toMatch(/^(?:0 |\d[.\d]*·10⁻¹[⁶-⁹] )/);
  expect(
    largestDifference(
      (x) => valuesOf("relu", x),
      (x) => valuesOf("softplus", x),
    ),
  ).toBe("0.693 at x = 0");
});
