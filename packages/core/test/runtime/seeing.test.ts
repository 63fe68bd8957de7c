import { channel } from "node:diagnostics_channel";
import { describe, expect, test } from "vitest";
import { type CallInfo, createRuntime, type Explanation, type RuntimeEvents } from "../../src/index.js";
import { Histogram } from "../../src/resilience/histogram.js";
import { shadow, statistics } from "../../src/resilience/index.js";
import { double, sleep, standIn } from "./stand-ins.js";

describe("events", () => {
  test("tell of the start and the end of each call, and of its error, with the same call", async () => {
    const a = standIn("a");
    const runtime = createRuntime({ backends: [a] });
    const told: [string, CallInfo][] = [];
    runtime.on("start", ({ call }) => told.push(["start", call]));
    runtime.on("end", ({ call, backend, ms }) => told.push([`end ${backend} ${ms >= 0}`, call]));
    runtime.on("error", ({ call, error, ms }) => told.push([`${error} ${ms >= 0}`, call]));
    await runtime.forward(double, new Float64Array(3), { precision: "strict" });
    runtime.backwardSync(double, [1], [1]);
    a.execute = () => Promise.reject(new Error("boom"));
    await expect(runtime.forward(double, [1])).rejects.toThrow("boom");
    expect(told.map(([name]) => name)).toEqual([
      "start",
      "end a true",
      "start",
      "end a true",
      "start",
      "Error: boom true",
    ]);
    expect(told[0]?.[1]).toBe(told[1]?.[1]);
    expect(told[0]?.[1]).toEqual({
      activation: "double",
      pass: "forward",
      precision: "strict",
      dtype: "float64",
      elements: 3,
      sync: false,
    });
    expect(told[2]?.[1]).toMatchObject({ pass: "backward", sync: true });
  });

  test("reach the channels of node:diagnostics_channel", async () => {
    const told: string[] = [];
    const names = ["start", "end", "error", "fallback", "swap", "mismatch"];
    const listeners = names.map((name) => [`actfn:${name}`, () => told.push(name)] as const);
    for (const [name, listener] of listeners) channel(name).subscribe(listener);
    try {
      const a = standIn("a", 2, { supports: () => ({ status: "unsupported", reason: "no" }) });
      const runtime = createRuntime({
        backends: [a, standIn("b")],
        policies: [shadow({ backend: standIn("c", 3) })],
      });
      await runtime.forward(double, [1]);
      await sleep(5);
      await runtime.use(a);
      await expect(runtime.forward(double, [1])).rejects.toThrow("no");
    } finally {
      for (const [name, listener] of listeners) channel(name).unsubscribe(listener);
    }
    expect(told).toEqual(["start", "fallback", "end", "mismatch", "swap", "start", "fallback", "error"]);
  });

  test("tell nothing of a call that is refused before it begins, nor do the statistics", async () => {
    const runtime = createRuntime({ backends: [standIn("a")], policies: [statistics()] });
    const told: unknown[] = [];
    for (const event of ["start", "end", "error"] as const)
      runtime.on(event, (happened) => told.push(happened));
    const signal = AbortSignal.abort("enough");
    await expect(runtime.forward(double, [1], { signal })).rejects.toBe("enough");
    expect(() => runtime.forwardSync(double, [1], { signal })).toThrow("enough");
    await expect(runtime.forward(double, [1], { slope: 1 })).rejects.toThrow(/slope/);
    expect([told, runtime.stats().failed]).toEqual([[], {}]);
  });

  test("a listener that throws harms no call: its error is thrown apart", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    const uncaught: unknown[] = [];
    const own = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.once("uncaughtException", (error) => uncaught.push(error));
    try {
      runtime.on("end", () => {
        throw new Error("mine");
      });
      expect(await runtime.forward(double, Float32Array.of(1))).toEqual(Float32Array.of(2));
      await sleep(1);
    } finally {
      for (const listener of own) process.on("uncaughtException", listener);
    }
    expect(uncaught).toEqual([new Error("mine")]);
  });

  test("ask a backend for an explanation only where it is read", async () => {
    let asked = 0;
    const explain = (): Explanation => {
      asked++;
      return { arithmetic: "float32", reason: "it is a test" };
    };
    const runtime = createRuntime({ backends: [standIn("a", 2, { explain })], policies: [statistics()] });
    await runtime.forward(double, [1]);
    expect(asked).toBe(0);
    const reasons: unknown[] = [];
    runtime.on("end", ({ explanation }) => reasons.push(explanation?.reason));
    await runtime.forward(double, [1]);
    expect([asked, reasons]).toEqual([1, ["it is a test"]]);
  });

  test("stop when they are told to", async () => {
    const runtime = createRuntime({ backends: [standIn("a")] });
    let answers = 0;
    const stop = runtime.on("answer", () => {
      answers++;
    });
    await runtime.forward(double, [1]);
    stop();
    stop();
    await runtime.forward(double, [1]);
    expect(answers).toBe(1);
  });
});

describe("statistics", () => {
  test("count answers and failures, and give percentiles by activation and backend", async () => {
    const a = standIn("a", 2, { cache: () => ({ hits: 3, misses: 1, size: 1 }) });
    const runtime = createRuntime({ backends: [a], policies: [statistics()] });
    for (let i = 0; i < 10; i++) await runtime.forward(double, [1]);
    runtime.backwardSync(double, [1], [1]);
    a.execute = () => Promise.reject(new RangeError("boom"));
    await expect(runtime.forward(double, [1])).rejects.toThrow("boom");
    const { answered, failed, latencies, caches, swaps, running } = runtime.stats();
    expect({ answered, failed, swaps, running }).toEqual({
      answered: 11,
      failed: { RangeError: 1 },
      swaps: 0,
      running: 0,
    });
    expect(
      latencies.map(({ activation, pass, backend, calls }) => [activation, pass, backend, calls]),
    ).toEqual([
      ["double", "forward", "a", 10],
      ["double", "backward", "a", 1],
    ]);
    for (const { p50, p90, p99, max } of latencies) {
      expect(0 < p50 && p50 <= p90 && p90 <= p99 && p99 <= max).toBe(true);
    }
    expect(caches).toEqual([{ backend: "a", hits: 3, misses: 1, size: 1 }]);
  });

  test("quantiles are within the width of a bucket, 4.4 %", () => {
    const histogram = new Histogram();
    for (let ms = 1; ms <= 1000; ms++) histogram.add(ms);
    for (const part of [0.01, 0.5, 0.9, 0.99]) {
      const ratio = histogram.quantile(part) / (1000 * part);
      expect(ratio).toBeGreaterThan(1 / 1.044);
      expect(ratio).toBeLessThan(1.044);
    }
    expect(histogram.quantile(1)).toBe(1000);
    expect(new Histogram().quantile(0.5)).toBe(0);
  });
});

test("the health report tells what a readiness probe needs", async () => {
  const runtime = createRuntime({ backends: [] });
  expect(runtime.health()).toMatchObject({ ready: false, status: "down", backends: [] });
  const swaps: RuntimeEvents["swap"][] = [];
  runtime.on("swap", (event) => swaps.push(event));
  const swap = runtime.use(sleep(5).then(() => standIn("a")));
  expect(runtime.health().swapping).toBe(true);
  await swap;
  expect(runtime.health()).toEqual({
    ready: true,
    status: "ok",
    backends: [{ name: "a", version: "1", circuit: "closed" }],
    inFlight: 0,
    waiting: 0,
    swapping: false,
  });
  expect(swaps).toHaveLength(1);
});
