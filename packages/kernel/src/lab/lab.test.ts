import { cpu } from "@actfn/backend-cpu";
import {
  ActfnError,
  ConfigError,
  elu,
  gelu,
  glu,
  identity,
  leakyRelu,
  logSumExp,
  relu,
  sigmoid,
  softmax,
  step,
  tanh,
  use,
} from "@actfn/core";
import { Matrix } from "ml-matrix";
import { beforeAll, describe, expect, it } from "vitest";
import { lab } from "./index.js";

beforeAll(async () => {
  await use(cpu());
});

describe("digits", () => {
  it("are real, shuffled by their seed, and in one part only", async () => {
    const { train, test } = await lab.digits({ train: 300, test: 100, seed: 5 });
    expect([train.count, test.count, train.images.length]).toEqual([300, 100, 300 * 784]);
    expect(new Set(train.labels).size).toBe(10);
    expect(train.images.every((value) => value >= 0 && value <= 1)).toBe(true);
    const again = await lab.digits({ train: 300, test: 100, seed: 5 });
    expect(again.train.labels).toEqual(train.labels);
    const other = await lab.digits({ train: 300, test: 100, seed: 6 });
    expect(other.train.labels).not.toEqual(train.labels);
  });

  it("are no more than there are", async () => {
    await expect(lab.digits({ train: 10_000, test: 1000 })).rejects.toThrow(/There are \d+ digits/);
  });
});

describe("a network", () => {
  it("has the gradient that differences of its loss have", async () => {
    const images = new Matrix([
      [0.5, -1, 0.3],
      [1, 0.2, -0.7],
    ]);
    const labels = Uint8Array.of(0, 1);
    const make = () => lab.network({ sizes: [3, 4, 2], activation: tanh, seed: 2 });
    const lossWith = async (shift: number): Promise<number> => {
      const network = make();
      const { weight } = network.layers[0]!;
      weight.set(1, 2, weight.get(1, 2) + shift);
      return (await network.step(images, labels, 0)).loss;
    };
    const network = make();
    const before = network.layers[0]!.weight.get(1, 2);
    await network.step(images, labels, 1);
    const step = before - network.layers[0]!.weight.get(1, 2);
    expect(step).toBeCloseTo(((await lossWith(1e-2)) - (await lossWith(-1e-2))) / 2e-2, 3);
  });

  it("learns digits, and stops when its signal says so", async () => {
    const { train, test } = await lab.digits({ train: 1280, test: 200 });
    const network = lab.network({ sizes: [784, 32, 10], activation: gelu });
    const untrained = await network.accuracy(test);
    const losses = await lab.train(network, train, { epochs: 3 });
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    expect(await network.accuracy(test)).toBeGreaterThan(Math.max(0.6, untrained));
    await expect(lab.train(network, train, { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow(
      "stop",
    );
  });
});

describe("the experiments", () => {
  it("show that a ReLU network loses units which a leaky one keeps", async () => {
    const { data } = await lab.deadUnits([relu, leakyRelu], { train: 640, epochs: 2, rate: 1.5 });
    expect(data[0]!.shares.at(-1)!).toBeGreaterThan(0.1);
    expect(data[1]!.shares.at(-1)!).toBe(0);
  });

  it("show the sigmoid's gradient vanish as theory says, and keep the identity's", async () => {
    const { data } = await lab.gradientFlow([sigmoid, identity], { depth: 20, initialization: "lecun" });
    const [vanishing, steady] = data;
    expect(Math.log10(vanishing!.gradient[0]!)).toBeCloseTo(Math.log10(vanishing!.theory[0]!), 0);
    expect(vanishing!.gradient[0]!).toBeLessThan(1e-10);
    expect(steady!.gradient[0]!).toBeGreaterThan(0.2);
    expect(steady!.theory[0]!).toBeCloseTo(1, 0);
  });

  it("count what saturates and what is zero", async () => {
    const { data } = await lab.saturation([relu, sigmoid]);
    expect(data[0]!.shares.every((value) => Math.abs(value - 0.5) < 0.02)).toBe(true);
    expect(data[1]!.shares.at(-1)!).toBeGreaterThan(0.8);
    const { data: zeros } = await lab.sparsity([relu, tanh]);
    expect(zeros[0]!.zero).toBeCloseTo(0.5, 1);
    expect(zeros[1]!.zero).toBe(0);
  });

  it("collapse linear layers to one, up to rounding, and bend with ReLU", async () => {
    const { data } = await lab.linearCollapse();
    expect(data.difference).toBeLessThan(1e-5);
    expect(data.nonlinear).toBeGreaterThan(0.02);
  });

  it("approximate better with more units", async () => {
    const { data } = await lab.approximation({ widths: [2, 8], steps: 150 });
    expect(data[1]!.error).toBeLessThan(data[0]!.error);
  });

  it("give the two examples of softmax that the field teaches", async () => {
    const { data } = await lab.softmaxExamples();
    expect(data.sure.map((p) => Math.round(p * 1000) / 10)).toEqual([73, 26.8, 0.2]);
    expect(data.unsure[9]!).toBeLessThan(0.15);
    const { data: cold } = await lab.temperature([5, 4, -1], { temperatures: [0.1, 10] });
    expect(cold[0]!.probabilities[0]!).toBeGreaterThan(0.999);
    expect(cold[1]!.probabilities[0]!).toBeLessThan(0.5);
  });

  it("find the digits that naive formulas lose, and that the backend keeps", async () => {
    const { data } = await lab.precision();
    expect(data.map(({ name, naiveDigits }) => [name, naiveDigits])).toEqual(
      ["softplus", "sigmoid′", "GELU", "tanh", "SiLU"].map((name) => [name, 0]),
    );
    expect(Math.min(...data.map(({ digits }) => digits))).toBeGreaterThan(6);
  });

  it("race on the same digits from the same weights, and report it as text and as HTML", async () => {
    const report = await lab.race([relu, gelu], { train: 1024, test: 200, epochs: 1, hidden: [16] });
    expect(report.data.map(({ activation }) => activation)).toEqual(["ReLU", "GELU"]);
    expect(report.data[0]!.losses).toHaveLength(8);
    expect(String(report)).toContain("accuracy");
  });

  it("say of formulas that lose nothing that they lose nothing", async () => {
    const exact = {
      name: "ReLU",
      activation: relu,
      order: 0,
      formula: "max(x, 0)",
      from: -1,
      to: 1,
    } as const;
    const { finding } = await lab.precision([{ ...exact, naive: (x) => Math.max(x, 0) }]);
    expect(finding).toBe(
      "The textbook formulas keep at least 7.2 digits here; the registered backend keeps at least 7.2 everywhere.",
    );
  });

  it("take the gain of an activation with the options it is set to", async () => {
    const { data } = await lab.gradientFlow([leakyRelu.with({ negativeSlope: 1 }), elu.with({ alpha: 0 })], {
      depth: 12,
      width: 256,
      initialization: "gain",
    });
    for (const { signal } of data) expect(signal.at(-1)! / signal[0]!).toBeGreaterThan(0.6);
    for (const { signal } of data) expect(signal.at(-1)! / signal[0]!).toBeLessThan(1.6);
  });

  it("have a number for the gradient that a step leaves: none", async () => {
    const { data, finding } = await lab.gradientFlow([step], { depth: 3 });
    expect(data[0]!.gradient).toEqual([0, 0, 0]);
    expect(finding).toBe("Through 3 layers the gradient of Step comes down to 0 of what it was at the top.");
  });

  it("race over fewer digits than a batch has, and name a lone runner once", async () => {
    const { data, finding } = await lab.race([relu], { train: 100, test: 100, epochs: 2, hidden: [8] });
    expect(data[0]!.losses).toHaveLength(2);
    expect(data[0]!.loss).toBeGreaterThan(0);
    expect(finding.match(/ReLU/g)).toHaveLength(1);
  });

  it("keep apart what bears one name", async () => {
    const { data } = await lab.sparsity([relu, relu]);
    expect(data.map(({ activation }) => activation)).toEqual(["ReLU", "ReLU (2)"]);
    const rows = String(await lab.temperature([1, 1, 2], { temperatures: [1] }));
    expect(rows).toMatch(/of 1 +of 1 \(2\) +of 2/);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["no activation", () => lab.race([]), "requires at least one activation"],
    ["no activation", () => lab.gradientFlow([]), "requires at least one activation"],
    ["no activation", () => lab.saturation([]), "requires at least one activation"],
    ["no activation", () => lab.sparsity([]), "requires at least one activation"],
    ["no activation", () => lab.deadUnits([]), "requires at least one activation"],
    ["no width", () => lab.approximation({ widths: [] }), "requires at least one width"],
    ["no formula", () => lab.precision([]), "requires at least one formula"],
    ["no depth", () => lab.linearCollapse({ depth: 0 }), "depth: 0. Allowed: integers of at least 1"],
    ["no depth", () => lab.gradientFlow([relu], { depth: 0 }), "depth: 0. Allowed"],
    ["a gate", () => lab.race([relu, glu]), "does not support GLU: it changes the shape"],
    [
      "a gate",
      () => lab.backends(undefined, { activations: [glu] }),
      "does not support GLU: it changes the shape",
    ],
    ["a reduction", () => lab.backends(undefined, { activations: [logSumExp] }), "it changes the shape"],
    ["a row", () => lab.saturation([softmax]), "does not support Softmax: it depends on a whole row"],
  ])("refuse %s, and say what is allowed", async (_, attempt, text) => {
    const error = await attempt().catch((thrown: unknown) => thrown);
    expect(ActfnError.isInstance(error)).toBe(true);
    expect((error as Error).message).toContain(text);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["digits", () => lab.digits({ tests: 10 } as object), "test"],
    ["race", () => lab.race([relu], { epoch: 1 } as object), "epochs"],
    ["deadUnits", () => lab.deadUnits([relu], { rates: 1 } as object), "rate"],
    ["gradientFlow", () => lab.gradientFlow([relu], { dept: 3 } as object), "depth"],
    ["saturation", () => lab.saturation([relu], { bounds: 1 } as object), "bound"],
    ["sparsity", () => lab.sparsity([relu], { counts: 1 } as object), "count"],
    ["linearCollapse", () => lab.linearCollapse({ widt: 3 } as object), "width"],
    ["approximation", () => lab.approximation({ width: [3] } as object), "widths"],
    ["temperature", () => lab.temperature([1], { temperature: [1] } as object), "temperatures"],
    ["backends", () => lab.backends(undefined, { conformanc: false } as object), "conformance"],
  ])(
    "%s throws for an option that it does not have, and names the nearest",
    async (name, attempt, nearest) => {
      const error = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toMatch(new RegExp(`lab\\.${name}: .*Did you mean "${nearest}"\\?`));
    },
  );

  it("measure backends", async () => {
    const { data } = await lab.backends(undefined, { activations: [relu], conformance: false, size: 1024 });
    expect(data[0]).toMatchObject({ backend: "cpu", conformance: "not checked" });
    expect(data[0]!.speed["relu"]!).toBeGreaterThan(0);
  });
});
