import {
  type Activation,
  activationNamed,
  createRuntime,
  defineActivation,
  greater,
  hardTanh,
  max,
  min,
  mul,
  type Runtime,
  where,
} from "@actfn/core";
import { beforeAll, describe, expect, it } from "vitest";
import { cpu } from "../src/cpu.js";

let runtime: Runtime;

beforeAll(async () => {
  runtime = await createRuntime({ backends: [await cpu({ threads: 1 })] });
});

/** The float32 numbers around a double, two to each side. */
function around(knee: number): number[] {
  const bits = new Int32Array(Float32Array.of(knee).buffer);
  const nearest = bits[0] as number;
  return [-2, -1, 0, 1, 2].map((step) => {
    bits[0] = nearest + step;
    return new Float32Array(bits.buffer)[0] as number;
  });
}

const cases: readonly (readonly [string, Record<string, number>, readonly number[]])[] = [
  ["threshold", { threshold: 0.1, value: 20 }, [0.1]],
  ["threshold", { threshold: -0.7, value: 0.3 }, [-0.7]],
  ["hardshrink", { lambda: 0.1 }, [0.1, -0.1]],
  ["hardshrink", { lambda: 0.7 }, [0.7, -0.7]],
  ["softshrink", { lambda: 0.1 }, [0.1, -0.1]],
  ["softshrink", { lambda: 0.7 }, [0.7, -0.7]],
  ["thresholdedRelu", { alpha: 0.1 }, [0.1]],
  ["thresholdedRelu", { alpha: 0.7 }, [0.7]],
  ["hardTanh", { minVal: -0.1, maxVal: 0.7 }, [-0.1, 0.7]],
  ["hardTanh", { minVal: 0.1, maxVal: 0.1 }, [0.1]],
];

describe("at a knee that float32 cannot hold the fast tier decides as of real numbers", () => {
  it.each(cases)("%s %j: the same value and slope as strict on every side", (name, options, knees) => {
    const activation = activationNamed(name);
    const x = Float32Array.from(knees.flatMap(around));
    const dy = x.map(() => 1);
    for (const pass of ["value", "slope"] as const) {
      const run = (precision: "fast" | "strict"): unknown =>
        pass === "value"
          ? runtime.forwardSync(activation, x, { ...options, precision })
          : runtime.backwardSync(activation, x, dy, { ...options, precision });
      expect([pass, run("fast")]).toEqual([pass, run("strict")]);
    }
  });

  it("gives the values that real numbers have", () => {
    const x = Float32Array.of(0.1, 0.7);
    const value = (name: string, options: Record<string, number>): number[] => [
      ...(runtime.forwardSync(activationNamed(name), x, options) as Float32Array),
    ];
    const [above, below] = [Math.fround(0.1), Math.fround(0.7)];
    expect(value("threshold", { threshold: 0.1, value: 20 })[0]).toBe(above);
    expect(value("hardshrink", { lambda: 0.1 })[0]).toBe(above);
    expect(value("thresholdedRelu", { alpha: 0.1 })[0]).toBe(above);
    expect(value("softshrink", { lambda: 0.1 })[0]).toBe(Math.fround(above - 0.1));
    expect(value("hardTanh", { minVal: -1, maxVal: 0.7 })[1]).toBe(below);
    const slopes = runtime.backwardSync(hardTanh, x, Float32Array.of(1, 1), { minVal: -1, maxVal: 0.7 });
    expect([...(slopes as Float32Array)]).toEqual([1, 1]);
  });

  const own: readonly (readonly [string, Activation])[] = [
    [
      "greater",
      defineActivation({ name: "own", expression: ({ x }) => where(greater(x, 0.1), mul(x, 3), -1) }),
    ],
    ["max", defineActivation({ name: "own", expression: ({ x }) => max(mul(x, 1), 0.1) })],
    ["min of max", defineActivation({ name: "own", expression: ({ x }) => min(max(x, -0.1), 0.1) })],
  ];
  it.each(own)("in expressions of one's own: %s", (_, activation) => {
    const x = Float32Array.from([0.1, -0.1].flatMap(around));
    const dy = x.map(() => 1);
    for (const precision of ["fast", "strict"] as const) {
      const fast = runtime.forwardSync(activation, x, { precision: "fast" });
      expect(fast).toEqual(runtime.forwardSync(activation, x, { precision }));
      const slope = runtime.backwardSync(activation, x, dy, { precision: "fast" });
      expect(slope).toEqual(runtime.backwardSync(activation, x, dy, { precision }));
    }
  });
});
