import { activationNamed } from "@actfn/core";
import { expect, test } from "vitest";
import { sample } from "./sample.js";
import { row, stackingTable } from "./tables.js";
import { number, raised, significant } from "./wording.js";

test.each([
  [16_500_000, 3, "16,500,000"],
  [1220, 3, "1220"],
  [-12_345.678, 8, "−12,345.678"],
  [0.00000236, 3, "2.36·10⁻⁶"],
  [-2.23e-13, 3, "−2.23·10⁻¹³"],
  [1e300, 3, "1·10³⁰⁰"],
  [0.00012, 3, "0.00012"],
  [0, 3, "0"],
  [-Infinity, 3, "−∞"],
])("%s in %s digits is written %s", (value, digits, text) => expect(number(value, digits)).toBe(text));

test("measured digits are kept, zeros among them", () => {
  expect([-0.1699712, 0.30884, 2e-16].map((value) => significant(value, 4))).toEqual([
    "−0.1700",
    "0.3088",
    "2·10⁻¹⁶",
  ]);
  expect(raised("-16")).toBe("⁻¹⁶");
});

test("a table of words tells each cell's column, for screens on which it is a list", () => {
  const html = stackingTable(["Option", "Meaning"], [row("a", "<code>b</code>")]);
  expect(html).toContain(
    '<td data-label="Option"><div>a</div></td><td data-label="Meaning"><div><code>b</code></div></td>',
  );
});

test("a sample has the call, its result and the formula as a program", () => {
  const text = sample(activationNamed("silu"));
  expect(text).toContain("await silu([-2, -0.5, 0, 1]);");
  expect(text).toContain("return x * (1 / (1 + Math.exp(-x)));");
});
