import { describe, expect, test } from "vitest";
import type { Benchmark, Cell } from "./benchmark.js";
import { bandwidth, comparisons, heat, losses, nanoseconds, power, ratio } from "./speed.js";

const cell = (milliseconds: Record<string, number>, rest: Partial<Cell> = {}): Cell => ({
  activation: "relu",
  pass: "forward",
  size: 1000,
  output: "fresh",
  milliseconds,
  ...rest,
});
const report = (...cells: Cell[]): Benchmark => ({
  machine: { cpu: "one", cores: 2, node: "v20.0.0", date: "2026-01-01T00:00:00.000Z" },
  quick: false,
  cells,
});

describe("speed", () => {
  test("is compared with the best rival, whoever else is there", () => {
    const of = cell({ "actfn fast": 2, "tfjs-wasm": 6, "jax-js": 4, copy: 1, "plain loop": 1 });
    expect(ratio(of)).toBe(2);
    expect(ratio(cell({ "actfn fast": 2, copy: 1 }))).toBeUndefined();
    expect(ratio(cell({ "jax-js": 1 }))).toBeUndefined();
  });

  test("lists every cell that is lost, the worst first, and no other", () => {
    const lost = losses(
      report(
        cell({ "actfn fast": 4, "jax-js": 2 }),
        cell({ "actfn fast": 2, "jax-js": 2 }),
        cell({ "actfn fast": 9, "tfjs-cpu": 3 }),
      ),
    );
    expect(lost.map(({ ratio, to }) => [ratio, to])).toEqual([
      [1 / 3, "tfjs-cpu"],
      [0.5, "jax-js"],
    ]);
  });

  test("is averaged as ratios are: twice and half make one", () => {
    const [first] = comparisons(
      report(cell({ "actfn fast": 1, "jax-js": 2 }), cell({ "actfn fast": 2, "jax-js": 1 })),
    );
    expect(first).toMatchObject({ mean: 1, compared: 2, lost: 1 });
  });

  test("knows which share of copying a kernel reaches", () => {
    const shares = bandwidth(
      report(cell({ "actfn fast": 0.002, copy: 0.001 }, { output: "out" }), cell({ copy: 1 })),
    );
    expect(shares?.copied).toBeCloseTo(8, 10);
    expect(shares?.shares[0]?.gigabytes).toBeCloseTo(4, 10);
    expect(bandwidth(report(cell({ "actfn fast": 1 })))).toBeUndefined();
  });

  test("is written as people read it", () => {
    expect(nanoseconds(cell({ a: 0.001 }), "a")).toBeCloseTo(1, 12);
    expect(power(2 ** 24)).toBe("2²⁴");
    expect([heat(1), heat(9), heat(1000), heat(0.99), heat(0.1)]).toEqual([
      "ahead-0",
      "ahead-3",
      "ahead-5",
      "behind-1",
      "behind-3",
    ]);
  });
});
