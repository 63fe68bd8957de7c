import { expect, test } from "vitest";
import { conventionsReport, others } from "./conventions.js";

test("the choices of actfn are the ones that its definitions document", () => {
  const ours = Object.fromEntries(conventionsReport().rows.map((row) => [row.question, row.ours]));
  expect(ours).toEqual({
    "relu(NaN)": "NaN",
    "the slope of relu at NaN": "NaN",
    "relu(−0)": "−0",
    "the slope of relu at 0": "0",
    "the slope of relu6 at 6": "0",
    "the slope of hardTanh at 1": "0",
    "the slope of leakyRelu, 0.01, at 0": "0.01",
    "the slope of elu with α = 2 at 0": "2",
    "relu’s gradient at −1 for a dy of NaN": "0",
    "sign(NaN)": "NaN",
    "hardshrink(−0.2)": "−0",
    "hardshrink(NaN)": "NaN",
    "hardshrink(0.5) with λ = −1": "InvalidOptionError",
    "softshrink(0.5) with λ = −1": "InvalidOptionError",
    "silu(−Infinity)": "−0",
    "softmax of a row of −Infinity alone": "NaN, NaN",
    "the gradient of that row": "NaN, NaN",
  });
});

test("each framework was asked what it has, and the report says which version", () => {
  const { rows, versions } = conventionsReport();
  expect(versions).toHaveLength(others.length);
  for (const { question, others: answers } of rows) {
    expect(answers.filter((answer) => answer !== null).length, question).toBeGreaterThan(0);
  }
});
