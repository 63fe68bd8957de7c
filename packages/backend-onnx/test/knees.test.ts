import { activationNamed, createRuntime, type Runtime } from "@actfn/core";
import { beforeAll, describe, expect, it } from "vitest";
import { onnx } from "../src/index.js";

let runtime: Runtime;

beforeAll(async () => {
  runtime = createRuntime({ backends: [await onnx()] });
});

describe("options that float cannot hold", () => {
  it.each([
    ["threshold", { threshold: 0.1 }],
    ["threshold", { threshold: 0.1, value: 20 }],
    ["thresholdedRelu", { alpha: -0.7 }],
    ["hardshrink", { lambda: 0.1 }],
    ["softshrink", { lambda: 0.1 }],
    ["hardTanh", { minVal: -0.1, maxVal: 0.7 }],
  ] as const)("%s %j: fast agrees with strict beside its knees", (name, options) => {
    const knees = [0.1, -0.1, 0.7, -0.7].flatMap((knee) => [knee, knee + 2 ** -24, knee - 2 ** -24]);
    const x = Float32Array.from([...knees, 0, -0, 3, -3, Infinity, -Infinity, NaN]);
    const run = (precision: "fast" | "strict"): unknown =>
      runtime.forwardSync(activationNamed(name), x, { ...options, precision });
    expect(run("fast")).toEqual(run("strict"));
    const slope = (precision: "fast" | "strict"): unknown =>
      runtime.backwardSync(
        activationNamed(name),
        x,
        x.map(() => 1),
        { ...options, precision },
      );
    expect(slope("fast")).toEqual(slope("strict"));
  });
});
