import { expect, test } from "vitest";
import { differentiate } from "../expression/differentiate.js";
import { type Expression, input, parameter } from "../expression/expression.js";
import * as p from "../expression/primitives.js";
import { toTex } from "./tex.js";
import { tidy } from "./tidy.js";

const x = input("x");
const alpha = parameter("alpha", "\\alpha");
const derivative = (f: Expression, order: number): Expression =>
  order === 0 ? f : derivative(differentiate(f, x), order - 1);

test.each<[string, Expression, number, string]>([
  ["GELU″", p.mul(x, p.normalCdf(x)), 2, "\\varphi\\left(x\\right)\\,\\left(2 - x^2\\right)"],
  ["tanh″", p.tanh(x), 2, "-2\\,\\operatorname{sech}^2\\left(x\\right)\\,\\tanh\\left(x\\right)"],
  ["softsign′", p.div(x, p.add(1, p.abs(x))), 1, "\\frac{1}{\\left(1 + \\left|x\\right|\\right)^2}"],
  [
    "ISRU′",
    p.div(x, p.sqrt(p.add(1, p.mul(alpha, p.square(x))))),
    1,
    "\\frac{1}{\\sqrt{1 + \\alpha\\,x^2}\\,\\left(1 + \\alpha\\,x^2\\right)}",
  ],
  ["softplus′ with β", p.div(p.softplus(p.mul(alpha, x)), alpha), 1, "\\sigma\\left(\\alpha\\,x\\right)"],
  [
    "ReLU6′",
    p.min(p.max(x, 0), 6),
    1,
    "\\begin{cases} 1 & \\text{if } x < 6 \\text{ and } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
  ],
])("%s is written as a person would", (_, f, order, tex) => {
  expect(toTex(tidy(derivative(f, order)))).toBe(tex);
});

test("like terms meet, decimals stay short", () => {
  expect(toTex(tidy(p.add(p.mul(3, p.mul(0.044715, x)), x)))).toBe("1.134145\\,x");
  expect(toTex(tidy(p.sub(p.exp(x), p.exp(x))))).toBe("0");
});
