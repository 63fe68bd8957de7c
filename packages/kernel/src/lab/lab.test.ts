import { cpu } from "@actfn/backend-cpu";
import { gelu, identity, leakyRelu, relu, sigmoid, tanh, use } from "@actfn/core";
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
    const { data } = await lab.gradientFlow([sigmoid, identity], { depth: 20, initialisation: "lecun" });
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
    expect(data.find(({ name }) => name === "softplus")!.naiveDigits).toBe(0);
    expect(Math.min(...data.map(({ digits }) => digits))).toBeGreaterThan(6);
  });

  it("race on the same digits from the same weights, and report it as text and as HTML", async () => {
    const report = await lab.race([relu, gelu], { train: 1024, test: 200, epochs: 1, hidden: [16] });
    expect(report.data.map(({ activation }) => activation)).toEqual(["ReLU", "GELU"]);
    expect(report.data[0]!.losses).toHaveLength(8);
    expect(String(report)).toContain("accuracy");
  });

  it("measure backends", async () => {
    const { data } = await lab.backends(undefined, { activations: [relu], conformance: false, size: 1024 });
    expect(data[0]).toMatchObject({ backend: "cpu", conformance: "not checked" });
    expect(data[0]!.speed["relu"]!).toBeGreaterThan(0);
  });
});
