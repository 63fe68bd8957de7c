import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { catalogueTable, factsOf } from "../src/activations/facts/index.js";
import { checkDefinition } from "../src/definition/definition-check.js";
import { resolveOptions } from "../src/definition/options.js";
import { topological } from "../src/expression/graph.js";
import {
  ActivationNameError,
  type AnyActivation,
  activationNamed,
  catalogue,
  type Expression,
  formula,
  identity,
  linear,
} from "../src/index.js";
import { kernelOf } from "../src/request/kernel-of.js";

const names = catalogue.map(({ definition }) => definition.name);
const each = catalogue.map((activation) => [activation.definition.name, activation] as const);

describe("the catalogue", () => {
  test("is what the files of its folder give", () => {
    const script = fileURLToPath(new URL("../scripts/generate-index.mjs", import.meta.url));
    expect(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" })).toBe("");
  }, 30_000);

  // They are made without a check, which would cost each import.
  test.each(each)("has a well-formed definition of %s", (_, { definition }) => {
    expect(() => checkDefinition(definition)).not.toThrow();
  });

  test("has each activation in the folder of its family", () => {
    const source = readFileSync(new URL("../src/activations/catalogue.ts", import.meta.url), "utf8");
    const folders = new Map(
      [...source.matchAll(/import \{ (\w+) \} from "\.\/([\w-]+)\//g)].map((m) => [m[1], m[2]]),
    );
    for (const { definition } of catalogue) {
      const folder = definition.family.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect([definition.name, folders.get(definition.name)]).toEqual([definition.name, folder]);
    }
  });

  test("has every activation that the frameworks have", () => {
    const wanted = [
      // PyTorch
      "Threshold ReLU RReLU Hardtanh ReLU6 Sigmoid Hardsigmoid Tanh SiLU Mish Hardswish ELU CELU SELU GLU GELU",
      "Hardshrink LeakyReLU LogSigmoid Softplus Softshrink PReLU Softsign Tanhshrink Softmin Softmax Softmax2d LogSoftmax",
      // Keras and JAX
      "squareplus sparse_plus sparse_sigmoid exponential linear hard_silu swish sparsemax identity logsumexp",
      // ONNX
      "HardSwish ThresholdedRelu Hardmax Gelu Celu Elu Selu",
      // and the rest of the union
      "relu2 quick_gelu swiglu geglu reglu quiet_softmax entmax15 maxout crelu frelu dyt xielu snake gumbel_softmax",
    ].flatMap((line) => line.split(" "));
    for (const name of wanted) expect(names).toContain(activationNamed(name).definition.name);
  });

  test("has no name twice, aliases included", () => {
    const all = catalogue.flatMap(({ definition }) => [definition.name, ...(definition.aliases ?? [])]);
    const plain = all.map((name) => name.toLowerCase());
    expect(new Set(plain).size).toBe(plain.length);
  });

  test("exports an alias as the very activation", () => {
    expect(linear).toBe(identity);
    expect(activationNamed("logistic").definition.name).toBe("sigmoid");
  });

  test("names what there is where a name is unknown", () => {
    expect(() => activationNamed("reluu")).toThrow(ActivationNameError);
    expect(() => activationNamed("reluu")).toThrow(/Did you mean "relu"\? .*"leakyRelu"/);
  });

  test("makes a row of each for the table", () => {
    const rows = catalogueTable();
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(rows.find(({ name }) => name === "gelu")).toMatchObject({
      family: "selfGated",
      range: "[−0.17, ∞)",
      monotonic: "no",
      smoothness: "smooth",
      options: "approximate=none",
      frameworks: "torch jax keras onnx tfjs",
      origin: "2016",
    });
  });
});

const transcendental = new Set(
  "exp expm1 log log1p sin cos atan tanh sech sigmoid softplus erf normalCdf normalPdf".split(" "),
);

function forwardNodes({ definition, preset }: AnyActivation): Expression[] {
  const options = resolveOptions(definition, preset, [2, 2, 2, 2]);
  const { outputs } = kernelOf({ activation: definition, options, pass: "forward" });
  return topological(outputs.map(({ expression }) => expression));
}

describe.each(each)("%s is described", (_, activation) => {
  const { definition } = activation;
  const facts = factsOf(activation);

  test("in sentences", () => {
    const { pros = [], cons = [], numerics = [] } = facts;
    for (const text of [definition.summary, ...pros, ...cons, ...numerics]) expect(text).toMatch(/^\S.*\.$/);
    expect(pros.length).toBeGreaterThan(0);
    expect(cons.length).toBeGreaterThan(0);
  });

  test("with relatives that exist", () => {
    for (const name of facts.seeAlso ?? []) expect(names).toContain(name);
    expect(facts.seeAlso).not.toContain(definition.name);
  });

  test("with the frameworks' defaults of options that exist", () => {
    for (const { defaults = {} } of Object.values(facts.frameworks ?? {})) {
      for (const option of Object.keys(defaults)) expect(Object.keys(definition.options)).toContain(option);
    }
  });

  test("with links that lead to a publication", () => {
    for (const { link } of facts.origin ?? []) {
      if (link !== undefined)
        expect(link).toMatch(/^https:\/\/(arxiv\.org\/abs\/\d{4}\.\d{4,5}|www\.evanmiller\.org\/.+)$/);
    }
  });

  test("with a cost that its form has", () => {
    const count = forwardNodes(activation).filter(
      (n) => n.kind === "operation" && transcendental.has(n.op),
    ).length;
    const { cost } = definition.properties;
    const isSearch = forwardNodes(activation).some((n) => n.kind === "operation" && /Threshold$/.test(n.op));
    if (definition.name === "frelu") return expect(cost).toBe("several");
    expect(cost === "trivial").toBe(count === 0 && !isSearch);
  });

  test("by a formula and, where it is pointwise, its derivative", () => {
    expect(formula(activation).length).toBeGreaterThan(0);
    if (definition.domain.kind === "pointwise") expect(formula(activation, 1).length).toBeGreaterThan(0);
  });
});
