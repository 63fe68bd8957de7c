import { expect, test } from "vitest";
import {
  catalogue,
  dyt,
  elu,
  formula,
  formulaSheet,
  gelu,
  glu,
  gumbelSoftmax,
  logSumExp,
  sigmoid,
  softmax,
  sparsemax,
  step,
} from "../index.js";

test("every activation has a formula, and a slope where it is pointwise", () => {
  for (const activation of catalogue) {
    expect(formula(activation)).not.toBe("");
    if (activation.definition.domain.kind === "pointwise") expect(formula(activation, 1)).not.toBe("");
  }
});

test.each([softmax, glu])(
  "there is no single formula of a derivative that is not pointwise",
  (activation) => {
    expect(() => formula(activation, 1)).toThrow(
      /not pointwise, and only pointwise activations have a derivative of one formula/,
    );
  },
);

test("options are symbols, and words choose the formula", () => {
  expect(formula(elu)).toContain("\\alpha");
  expect(formula(gelu.with({ approximate: "tanh" }))).toContain("\\tanh");
});

const alongTheFirst = { axis: 0 };
const valueEquation = (activation: Parameters<typeof formulaSheet>[0]): string =>
  formulaSheet(activation).value;

test("what works along an axis is printed as its definition, with an index on every symbol of the row", () => {
  expect(valueEquation(softmax.with(alongTheFirst))).toBe("f(x)_i = \\frac{e^{x_i/T}}{\\sum_j e^{x_j/T}}");
  expect(valueEquation(gumbelSoftmax.with(alongTheFirst))).toBe(
    "f(x)_i = \\frac{e^{\\left(x_i + g_i\\right)/\\tau}}{\\sum_j e^{\\left(x_j + g_j\\right)/\\tau}}",
  );
  expect(valueEquation(logSumExp.with(alongTheFirst))).toBe("f(x) = \\ln\\left(\\sum_j e^{x_j}\\right)");
  expect(formulaSheet(sparsemax.with(alongTheFirst)).where).toEqual([
    "\\tau(x) \\text{ such that } \\sum_j \\max\\left(x_j - \\tau(x), 0\\right) = 1",
  ]);
});

test("a formula that is a name says what it names, and others name what they call", () => {
  expect(valueEquation(sigmoid)).toBe("f(x) = \\sigma\\left(x\\right) = \\frac{1}{1 + e^{-x}}");
  expect(formulaSheet(sigmoid).where).toEqual([]);
  expect(formulaSheet(gelu).where.map((line) => line.split("\\left")[0])).toEqual(["\\Phi", "\\varphi"]);
});

test("no activation's formula consists of its own name alone, and every name is explained", () => {
  const wellKnown = ["\\max", "\\min", "\\ln", "\\sin", "\\cos"];
  for (const activation of catalogue) {
    const axis = "axis" in activation.definition.options ? { axis: 0 } : {};
    const { value, slopes, where } = formulaSheet({ ...activation, preset: axis });
    const sides = value.split(" = ");
    expect(sides.at(-1)).not.toMatch(/^\\(?:operatorname\{\w+\}|\w+)\\left\(\w\\right\)$/);
    const explained = [...wellKnown, ...where.map(nameOf), ...(sides.length > 2 ? [nameOf(sides[1])] : [])];
    for (const [, name] of [value, ...slopes]
      .join(" ")
      .matchAll(/(\\(?:operatorname\{\w+\}|[a-zA-Z]+))(?:\^\d)?\\left\(/g)) {
      expect(explained, value).toContain(name);
    }
  }
});

function nameOf(equation = ""): string {
  return equation.split("\\left")[0] as string;
}

test("there is a derivative for whatever backward has a gradient for, and what is passed on in its place", () => {
  expect(formulaSheet(dyt).slopes).toHaveLength(4);
  expect(formulaSheet(glu.with(alongTheFirst)).slopes).toEqual([
    "\\frac{\\partial f}{\\partial a} = \\sigma\\left(b\\right)",
    "\\frac{\\partial f}{\\partial b} = a\\,\\sigma\\left(b\\right)\\,\\sigma\\left(-b\\right)",
  ]);
  expect(formulaSheet(step).slopes).toEqual(["f'(x) = 0"]);
  expect(formulaSheet(step.with({ gradient: "straightThrough" })).slopes).toEqual([
    "f'(x) = 0",
    "\\text{passed on in its place: } 1",
  ]);
});
