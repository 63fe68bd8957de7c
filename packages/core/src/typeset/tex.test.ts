import { expect, test } from "vitest";
import { constant, type Expression, input, parameter } from "../expression/expression.js";
import * as p from "../expression/primitives.js";
import { toTex } from "./tex.js";

const x = input("x");
const alpha = parameter("alpha", "\\alpha");

test.each<[Expression, string]>([
  [p.mul(x, p.sigmoid(x)), "x\\,\\sigma\\left(x\\right)"],
  [p.div(x, p.add(1, p.abs(x))), "\\frac{x}{1 + \\left|x\\right|}"],
  [p.mul(alpha, p.expm1(x)), "\\alpha\\,\\left(e^{x} - 1\\right)"],
  [p.sub(x, p.add(1, x)), "x - \\left(1 + x\\right)"],
  [p.square(p.tanh(x)), "\\tanh^2\\left(x\\right)"],
  [p.square(p.add(x, 1)), "\\left(x + 1\\right)^2"],
  [p.mul(2, constant(3)), "2 \\cdot 3"],
  [p.mul(x, p.neg(x)), "x\\,\\left(-x\\right)"],
  [p.add(x, p.neg(p.exp(x))), "x - e^{x}"],
  [constant(-0.5), "-0.5"],
  [constant(1e-7), "1\\cdot 10^{-7}"],
  [
    p.where(p.greater(x, 0), x, p.mul(alpha, x)),
    "\\begin{cases} x & \\text{if } x > 0 \\\\ \\alpha\\,x & \\text{otherwise} \\end{cases}",
  ],
])("prints %#: %2$s", (expression, tex) => {
  expect(toTex(expression)).toBe(tex);
});

const xi = input("x", "x_i");
const gi = input("noise", "g_i");

test.each<[Expression, string]>([
  [p.sumAlong(p.exp(p.add(xi, gi))), "\\sum_j e^{x_j + g_j}"],
  [p.sumAlong(p.exp(p.sub(xi, p.maxAlong(xi)))), "\\sum_j e^{x_j - \\max_k x_k}"],
  [p.equal(input("index", "i"), p.argmaxAlong(xi)), "i = \\operatorname*{arg\\,max}_j x_j"],
  [p.sumAlong(p.where(p.equal(gi, 0), 0, xi)), "\\sum_{j:\\,g_j \\ne 0} x_j"],
  [p.exp(p.div(p.add(xi, gi), alpha)), "e^{\\left(x_i + g_i\\right)/\\alpha}"],
])(
  "gives every indexed symbol inside a reduction the reduction's own letter, %#: %2$s",
  (expression, tex) => {
    expect(toTex(expression)).toBe(tex);
  },
);

test("cases in cases are printed as one list", () => {
  const nested = p.where(p.greater(x, 1), 1, p.where(p.less(x, -1), -1, x));
  expect(toTex(nested).match(/\\begin\{cases\}/g)).toHaveLength(1);
});
