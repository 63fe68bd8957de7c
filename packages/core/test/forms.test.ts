import { describe, expect, test } from "vitest";
import { type AnyActivation, catalogue } from "../src/index.js";
import { asPrinted, gradientsOf, grid, valuesOf } from "./evaluate.js";

// The form that is computed must be the printed one in real arithmetic. Here both are computed, in double, where neither loses
// digits; that the computed form keeps its digits everywhere is what the golden values tell.

/** Configurations besides the default in which a form differs. */
const configurations: Readonly<Record<string, readonly object[]>> = {
  gelu: [{ approximate: "tanh" }],
  geglu: [{ approximate: "tanh" }, { gate: "first" }],
  glu: [{ gate: "first" }],
  reglu: [{ gate: "first" }],
  swiglu: [{ gate: "first" }],
  celu: [{ alpha: 0.5 }, { alpha: -2 }],
  isru: [{ alpha: 0.3 }],
  isrlu: [{ alpha: 3 }],
  squareplus: [{ b: 0.25 }],
  softshrink: [{ lambda: 1.5 }],
  hardshrink: [{ lambda: 0 }],
  snake: [{ alpha: 3 }],
  sine: [{ omega: 5 }],
  laplace: [{ mu: 0, sigma: 2 }],
  swish: [{ beta: -0.7 }],
  dyt: [{ alpha: 0.3, weight: 2, bias: 1 }],
  xielu: [{ alphaP: 0.3, alphaN: 2, beta: 0.1 }],
  softmax: [{ temperature: 0.5 }, { masked: "zero" }],
  maskedSoftmax: [{ mask: [1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1] }],
  gumbelSoftmax: [{ tau: 0.5, noise: 0.3 }],
  frelu: [{ condition: 0.25 }],
};

/** Straight-through gradients are no derivatives, and a one-hot is no function to differentiate. */
const withoutDerivative: readonly string[] = ["step", "sign", "hardmax"];

function expectAlike(got: readonly number[], printed: readonly number[]): void {
  for (const [i, value] of printed.entries()) {
    const difference = Math.abs((got[i] as number) - value);
    expect(difference).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(value)));
  }
}

/** Points off the kinks, near 0 and on to where the printed form still has digits to compare. */
const points = [...grid(-6.01, 6.02, 97), ...grid(-0.011, 0.012, 13)];
const row = [0.3, -1.2, 2.5, 0.31, 4.4, -3.3, 0.9, 1.7, -0.2, 3.1, 0.05, -2.2];

function inputsFor({ definition }: AnyActivation): readonly number[] {
  return definition.domain.kind === "pointwise" ? points : row;
}

function optionsFor({ definition }: AnyActivation): readonly object[] {
  const axis = definition.options["axis"] === undefined ? {} : { axis: -1 };
  const given = configurations[definition.name] ?? [];
  return (definition.name === "frelu" ? given : [{}, ...given]).map((options) => ({ ...axis, ...options }));
}

const withForms = catalogue.filter(({ definition }) => definition.stable !== undefined);

describe.each(withForms.map((activation) => [activation.definition.name, activation] as const))(
  "the computed form of %s is the printed one",
  (name, activation) => {
    test("forward", () => {
      for (const options of optionsFor(activation)) {
        const x = inputsFor(activation);
        expectAlike(valuesOf(activation, x, options), valuesOf(asPrinted(activation), x, options));
      }
    });

    if (withoutDerivative.includes(name)) return;
    test("backward", () => {
      for (const options of optionsFor(activation)) {
        const x = inputsFor(activation);
        const { length } = valuesOf(activation, x, options);
        const dy = Array.from({ length }, (_, i) => Math.cos(i + 1));
        const computed = gradientsOf(activation, x, options, dy);
        const printed = gradientsOf(asPrinted(activation), x, options, dy);
        for (const [i, gradient] of printed.entries()) expectAlike(computed[i] as number[], gradient);
      }
    });
  },
);

describe("gradients that are made up", () => {
  test.each(["step", "sign", "hardmax"])(
    "%s passes dy on where it is asked to, and is 0 otherwise",
    (name) => {
      const activation = catalogue.find(({ definition }) => definition.name === name) as AnyActivation;
      const dy = [2, -3, 5];
      expect(gradientsOf(activation, [-1, 0, 4], { gradient: "straightThrough" }, dy)).toEqual([dy]);
      expect(gradientsOf(activation, [-1, 0, 4], {}, dy).flat().map(Math.abs)).toEqual([0, 0, 0]);
    },
  );

  test("of a hard Gumbel sample is that of the soft one", () => {
    const activation = catalogue.find(
      ({ definition }) => definition.name === "gumbelSoftmax",
    ) as AnyActivation;
    const dy = row.map((_, i) => Math.sin(i));
    const soft = gradientsOf(activation, row, { tau: 0.7 }, dy);
    expect(gradientsOf(activation, row, { tau: 0.7, hard: true }, dy)).toEqual(soft);
    expect(valuesOf(activation, row, { hard: true }).filter((y) => y === 1)).toEqual([1]);
  });
});
