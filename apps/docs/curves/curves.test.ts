import { activationNamed } from "@actfn/core";
import { linspace } from "@actfn/plot";
import { describe, expect, test } from "vitest";
import { controlsOf } from "./controls.js";
import { figure, describe as inWords } from "./figure.js";

test("controls are those that change the figure: none for a tensor that a whole row shares", () => {
  const names = (name: string) => controlsOf(activationNamed(name).definition).map((control) => control.name);
  expect(names("softmax")).toEqual(["temperature"]);
  expect(names("maskedSoftmax")).toEqual(["temperature"]);
  expect(names("gumbelSoftmax")).toEqual(["tau", "hard"]);
  expect(names("prelu")).toEqual(["weight"]);
});

describe("a figure", () => {
  const x = linspace(-1, 1, 21);
  const curve = { name: "f(x) < 1", role: "value", x, y: x.map((v) => v * v - 0.5) };
  const svg = figure({ title: "A <curve>", curves: [curve], xRange: [-1, 1], yRange: [-1, 1], id: "one" });

  test("says in words what it shows", () => {
    expect(inWords({ curves: [curve] })).toBe(
      "f(x) < 1: from 0.5 at x = −1, lowest, −0.5 at x = 0, to 0.5 at x = 1.",
    );
    expect(svg).toContain('role="img" aria-labelledby="one-title one-text"');
  });

  test("has no style, and nothing that a text could break", () => {
    expect(svg).not.toMatch(/style|<script|on\w+=/);
    expect(svg).toContain("A &#60;curve&#62;");
  });
});
