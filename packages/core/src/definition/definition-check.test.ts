import { describe, expect, test } from "vitest";
import { defineActivation } from "../activation/define.js";
import { factsOf } from "../activations/facts/index.js";
import { mish } from "../activations/self-gated/mish.js";
import { DefinitionError } from "../errors/definition-error.js";
import { type Expression, input, operation, type Primitive } from "../expression/expression.js";
import { mul } from "../expression/primitives.js";
import type { AnyActivation } from "./definition.js";
import { formula } from "./formula.js";
import type { Facts } from "./metadata.js";

const expression = ({ x }: { x: Expression }): Expression => mul(x, x);

/** The message of a definition that is written without a compiler at hand. */
function refusal(definition: unknown): string {
  try {
    defineActivation(definition as Parameters<typeof defineActivation>[0]);
  } catch (error) {
    if (DefinitionError.isInstance(error)) return error.message;
    throw error;
  }
  return "";
}

describe("a definition", () => {
  test("is a name and an expression: pointwise, without options, and nothing claimed of it", () => {
    const mine = defineActivation({ name: "mine", expression: ({ x }) => mul(x, mish(x)) });
    expect(mine.definition).toMatchObject({ title: "mine", domain: { kind: "pointwise" }, options: {} });
    expect(mine.definition.properties).toBeUndefined();
    expect(mine.definition.family).toBeUndefined();
    expect(formula(mine, 1)).toContain("x");
  });

  test.each([
    ["nothing at all", undefined, /name: "mine"/],
    ["no name", { expression }, /name: "mine"/],
    ["no expression", { name: "mine" }, /^mine: expression must be a function.*\(\{ x \}\) =>/],
    [
      "a title that is none",
      { name: "mine", expression, title: 3 },
      /title is 3; it must be a string, or left out\.$/,
    ],
    ["an unknown family", { name: "mine", expression, family: "nope" }, /family is "nope".*"selfGated"/],
    ["an unknown domain", { name: "mine", expression, domain: { kind: "row" } }, /"row".*"axis", "grouped"/],
    ["a domain that is a word", { name: "mine", expression, domain: "axis" }, /domain is "axis"; it must be/],
    ["options that are none", { name: "mine", expression, options: 3 }, /options is 3; it must be an object/],
    [
      "an option that is a number",
      { name: "mine", expression, options: { a: 3 } },
      /option "a" is 3; it must be/,
    ],
    [
      "an option of no type",
      { name: "mine", expression, options: { a: { default: 1 } } },
      /"a" has the type undefined/,
    ],
    [
      "an option without default",
      { name: "mine", expression, options: { a: { type: "number" } } },
      /requires a default/,
    ],
    ["half of the properties", { name: "mine", expression, properties: {} }, /properties.range is undefined/],
  ])("with %s is refused with the field and what to write", (_, definition, message) => {
    expect(refusal(definition)).toMatch(message);
  });
});

describe("facts", () => {
  const define = (name: string, more: { readonly facts?: Facts } = {}): AnyActivation =>
    defineActivation({ name, expression: ({ x }) => mul(x, x), ...more });

  test("of an activation of your own are those of its definition", () => {
    const facts = { usedIn: ["A model of mine"], seeAlso: ["mish"] };
    expect(factsOf(define("mine", { facts }))).toEqual(facts);
    expect(factsOf(define("mine"))).toEqual({});
  });

  test("of the catalogue do not depend on the name, and stay with options", () => {
    expect(factsOf(define("mish"))).toEqual({});
    expect(factsOf(mish.with({})).origin?.[0]?.year).toBe(2019);
  });

  test("with an unknown field are refused with the one that was meant", () => {
    expect(refusal({ name: "mine", expression, facts: { usdIn: [] } })).toMatch(
      /"usdIn". Did you mean "usedIn"/,
    );
  });
});

describe("an expression", () => {
  test.each([
    ["an operator", ({ x }: { x: never }) => x * 2],
    ["an operator inside", ({ x }: { x: never }) => mul(x, x * 2)],
    ["Math", ({ x }: { x: never }) => Math.tanh(x)],
    ["a string", ({ x }: { x: never }) => x + 1],
  ])("that uses %s is refused with the functions to use", (_, wrong) => {
    expect(refusal({ name: "mine", expression: wrong })).toMatch(/^mine: .*Write mul\(x, 2\)/);
  });

  test("that uses what is no option is refused with what there is", () => {
    const wrong = ({ slope }: { slope: Expression }): Expression => slope;
    const options = { sharpness: { type: "number", default: 1, tex: "s", description: "How sharp." } };
    expect(refusal({ name: "mine", options, expression: wrong })).toBe(
      'mine: the expression uses "slope", which is not an option. It must be one of "sharpness", "x", "parts", "index".',
    );
  });

  test("that applies what is no primitive, or too few arguments, is refused with what there is", () => {
    const applying = (op: string, ...args: Expression[]) =>
      refusal({ name: "mine", expression: () => operation(op as Primitive, ...args) });
    expect(applying("tanhh", input("x"))).toMatch(
      /^mine: the expression applies "tanhh", which is not a primitive. Did you mean "tanh"\? The primitives are .*"mul"/,
    );
    expect(applying("mul", input("x"))).toBe(
      'mine: the expression passes 1 argument to "mul", which requires 2.',
    );
  });

  test("that hands something else to a primitive is refused with the name", () => {
    expect(refusal({ name: "mine", expression: () => mul(input("x"), "2" as never) })).toMatch(
      /^mine: "2" is not an expression/,
    );
  });
});
