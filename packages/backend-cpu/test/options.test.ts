import { checkBackend, explain } from "@actfn/conformance";
import { activationNamed, createRuntime, type Runtime } from "@actfn/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { CpuBackend } from "../src/backend.js";
import { cpu } from "../src/cpu.js";

let backend: CpuBackend;
let runtime: Runtime;

beforeAll(async () => {
  backend = (await cpu({ threads: 1 })) as CpuBackend;
  runtime = await createRuntime({ backends: [backend] });
});

describe("options that change from call to call", () => {
  it.each([
    ["softmax", "temperature", 0.3],
    ["gumbelSoftmax", "tau", 0.3],
    ["leakyRelu", "negativeSlope", -0.3],
    ["celu", "alpha", 2.5],
    ["hardTanh", "maxVal", 2.5],
  ] as const)("%s: a thousand values of %s take no more kernels than one", (name, option, least) => {
    const activation = activationNamed(name);
    const x = Float32Array.of(-2.5, -0.4, 0, 0.3, 1.9, 7);
    const options = name === "gumbelSoftmax" ? { noise: 0 } : {};
    const call = (value: number): unknown => {
      const given = { ...options, [option]: value };
      return [runtime.forwardSync(activation, x, given), runtime.backwardSync(activation, x, x, given)];
    };
    const first = call(least);
    const { size } = backend.cache() as { size: number };
    const answers = Array.from({ length: 1000 }, (_, i) => call(least * (1 + i * 1e-6)));
    expect(backend.cache()?.size).toBe(size);
    expect(answers[0]).toEqual(first);
    expect(answers[999]).not.toEqual(first);
    expect(call(least)).toEqual(first);
  });

  it("compute the same with one value after another as each in a runtime of its own", async () => {
    const activation = activationNamed("softmax");
    const x = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i));
    for (const temperature of [0.3, 0.5, 0.31, 1, 1.3, 2, 40, 1e12, 1e-12]) {
      const alone = await createRuntime({ backends: [await cpu({ threads: 1 })] });
      const expected = alone.forwardSync(activation, x, { temperature });
      expect(runtime.forwardSync(activation, x, { temperature })).toEqual(expected);
      await alone.dispose();
    }
  });
});

it("gives each learned option its gradient, whatever tensor options lie before it", async () => {
  const groups = ["gradients"] as const;
  const report = await checkBackend(backend, { groups, activations: ["relu"] });
  expect(explain(report)).toEqual([]);
  expect(report.accuracy.map(({ activation }) => activation)).toContain("shiftedByNoise");
});
