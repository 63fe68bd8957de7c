import { activationNamed } from "@actfn/core";
import { referenceRuntime } from "@actfn/plot";
import { describe, expect, test } from "vitest";
import { passage } from "./depth.js";
import { Network, type NetworkActivation } from "./network.js";
import { Random } from "./random.js";
import { accuracy, spirals } from "./spirals.js";

const runtime = referenceRuntime();
const activationOf = (name: string): NetworkActivation => ({
  runtime,
  activation: activationNamed(name),
  options: {},
});

describe("the depth experiment", () => {
  test("shows a sigmoid's gradient vanish and that of ReLU with its gain pass", () => {
    const sigmoid = passage(activationOf("sigmoid"), 20, 1).gradient;
    const relu = passage(activationOf("relu"), 20, Math.SQRT2).gradient;
    expect(sigmoid[0]).toBeLessThan(1e-9);
    expect(relu[0]).toBeGreaterThan(0.1);
  });

  test("of one seed is the same each time", () => {
    expect(passage(activationOf("tanh"), 5, 1)).toEqual(passage(activationOf("tanh"), 5, 1));
  });
});

describe("the trainer", () => {
  const { points, labels } = spirals(60, 0.02, new Random(1));

  test("follows the gradient of the loss: its weights' gradients agree with differences", () => {
    const at = (nudge: number): number => {
      const network = new Network(activationOf("tanh"), [2, 3, 1], new Random(5));
      (network as unknown as { layers: { weights: Float32Array }[] }).layers[0]!.weights[0]! += nudge;
      return network.train(points, labels, 0).loss;
    };
    const network = new Network(activationOf("tanh"), [2, 3, 1], new Random(5));
    const before = (network as unknown as { layers: { weights: Float32Array }[] }).layers[0]!.weights.slice();
    network.train(points, labels, 1e-4);
    const after = (network as unknown as { layers: { weights: Float32Array }[] }).layers[0]!.weights;
    const slope = (at(1e-3) - at(-1e-3)) / 2e-3;
    // Adam's first step is the rate against the gradient's sign.
    expect(Math.sign((after[0] as number) - (before[0] as number))).toBe(-Math.sign(slope));
    expect(Math.abs((after[0] as number) - (before[0] as number))).toBeCloseTo(1e-4, 5);
  });

  test("separates the arms", () => {
    const network = new Network(activationOf("tanh"), [2, 16, 16, 1], new Random(3));
    for (let step = 0; step < 400; step++) network.train(points, labels, 0.02);
    expect(accuracy(network.predict(points), labels)).toBeGreaterThan(0.95);
  });

  test("counts units that are dead", () => {
    const network = new Network(activationOf("relu"), [2, 8, 1], new Random(3));
    (network as unknown as { layers: { biases: Float32Array }[] }).layers[0]!.biases.fill(-100, 0, 4);
    expect(network.train(points, labels, 0).layers.map(({ dead }) => dead)).toEqual([0.5, 0]);
  });
});
