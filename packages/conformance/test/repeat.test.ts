import * as core from "@actfn/core";
import { type AnyActivation, type DType, dtypes, gelu, glu, prelu, relu, softmax, Tensor } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { expect, test } from "vitest";
import * as conformance from "../src/index.js";
import { checkBackend, explain, type Profile } from "../src/index.js";
import { tensorLiteral } from "../src/report/literal.js";
import { answering, is, living, type Mutant, numbers } from "./mutants/mutant.js";

/** Runs what a report says, as a reader would, and gives what it prints. */
async function run(snippet: string, factory: unknown): Promise<string> {
  const printed: string[] = [];
  const body = snippet.replaceAll(/^import (\{.*\}) from "@actfn\/(\w+)";/gm, "const $1 = modules.$2;");
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...given: unknown[]) => Promise<void>;
  await new AsyncFunction("modules", "factory", "console", body)({ core, conformance }, factory, {
    log: (value: unknown) => printed.push(typeof value === "string" ? value : JSON.stringify(value)),
  });
  return printed.join("\n");
}

async function repeatOf(
  mutant: Mutant,
  activation: AnyActivation,
  profile: Profile,
): Promise<[string, string]> {
  const report = await checkBackend(mutant.make(), {
    activations: [activation],
    dtypes: ["float32"],
    ...profile,
  });
  const repeat = report.findings.find(({ status }) => status === "failed")?.repeat ?? "";
  return [repeat, await run(repeat, mutant.make())];
}

test("a wrong number comes with the three lines that show it: the input alone, what came and what is right", async () => {
  const mutant = numbers("golden", "", (y, x) => (x < -5.5 ? 0 : y), is("gelu", "forward"));
  const [repeat, printed] = await repeatOf(mutant, gelu, { groups: ["golden"], precisions: ["strict"] });
  expect(repeat.split("\n")).toHaveLength(3);
  expect(repeat).toMatch(/forward\(gelu, new Float32Array\(\[-[\d.e+-]+\]\)\)\)/);
  expect(repeat).toMatch(/got 0 \(00000000\), expected -/);
  expect(printed).toBe('{"0":0}');
});

test("along an axis it is the row, and for backward dy is given", async () => {
  const mutant = numbers("golden", "", (y) => y * 1.5, is("softmax", "backward"));
  const [repeat, printed] = await repeatOf(mutant, softmax, { groups: ["gradients"], precisions: ["fast"] });
  expect(repeat).toMatch(
    /backward\(softmax, new Float32Array\(\[.*\]\), new Float32Array\(\[.*\]\), \{ axis: 0/,
  );
  expect(Object.keys(JSON.parse(printed) as object)).toHaveLength(6);
});

test.each([
  ["grouped parts", glu],
  ["a tensor option", prelu],
] as const)("%s are written out", async (_, activation) => {
  const { name } = activation.definition;
  const mutant = numbers("golden", "", (y) => y * 1.5 + 1, is(name, "forward"));
  const [repeat, printed] = await repeatOf(mutant, activation, {
    groups: ["shapes"],
    precisions: ["strict"],
  });
  expect(repeat).toContain(`forward(${name}, `);
  expect(printed).not.toBe("");
});

test("what no single call shows is repeated by the check, with the seed", async () => {
  const mutant = answering("aliasing", "", () => (request, right) => {
    const results = right({ ...request, outputs: request.outputs.map(() => undefined) });
    return results;
  });
  const [repeat, printed] = await repeatOf(mutant, relu, {
    groups: ["aliasing"],
    precisions: ["fast"],
    seed: 7,
  });
  expect(repeat).toContain(
    '{ groups: ["aliasing"], activations: ["relu"], dtypes: ["float32"], precisions: ["fast"], effort: "full", seed: 7 }',
  );
  expect(printed).toContain("result 0 is not the out that was given");
});

test("so is a life cycle that is not kept", async () => {
  const mutant = living(
    "life-cycle",
    "",
    () => () => Object.assign(reference(), { dispose: async () => {} }),
  );
  const report = await checkBackend(mutant.make(), {
    groups: ["life-cycle"],
    activations: [relu],
    dtypes: ["float32"],
  });
  expect(explain(report).join("\n")).toContain(
    'to repeat:\n    import { checkBackend, explain } from "@actfn/conformance";',
  );
});

test.each(dtypes)("a %s is written with the bits that it has", async (dtype: DType) => {
  const numbersOf = core.cast(
    new Tensor("float64", [2, 3], Float64Array.of(0.1, -0, 1 / 3, Infinity, 5e-324, -7)),
    dtype,
  );
  const payload = new Tensor(dtype, [2], numbersOf.data.slice(0, 2) as never);
  new Uint8Array(payload.data.buffer).fill(0xff);
  new Uint8Array(payload.data.buffer)[0] = 0x23;
  for (const given of [numbersOf, payload, new Tensor(dtype, [], numbersOf.data.slice(2, 3) as never)]) {
    const made = new Function("tensor", `return ${tensorLiteral(given)}`)(core.tensor) as
      | Tensor
      | Float32Array;
    const again = core.tensor(made);
    expect(again.dtype).toBe(dtype);
    expect(again.shape).toEqual(given.shape);
    expect(new Uint8Array(again.data.buffer)).toEqual(new Uint8Array(given.data.slice().buffer));
  }
});
