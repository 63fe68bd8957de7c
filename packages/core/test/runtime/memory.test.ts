import { expect, test } from "vitest";
import { createRuntime, leakyRelu, type Runtime } from "../../src/index.js";
import { circuitBreaker, concurrencyLimiter, shadow, statistics } from "../../src/resilience/index.js";
import { heapInUse } from "./collect.js";
import { double, standIn } from "./stand-ins.js";

// Less than a byte a call, or a hundred a swap: anything that is kept for each takes more.
const ALLOWED = 400_000;

/** How much the heap grows in one of two halves: what the engine compiles and remembers once is not in both. */
async function growth(work: (times: number) => Promise<void>, times: number): Promise<number> {
  await work(times / 10);
  const sizes = [await heapInUse()];
  for (let half = 0; half < 2; half++) {
    await work(times / 2);
    sizes.push(await heapInUse());
  }
  const [start, middle, end] = sizes as [number, number, number];
  return Math.min(middle - start, end - middle);
}

const settings: Record<string, () => Runtime> = {
  "with everything off": () => createRuntime({ backends: [standIn("a")] }),
  "with everything on": () =>
    createRuntime({
      backends: [standIn("a")],
      fallback: { on: "fault" },
      limits: { timeout: 10_000, bytes: 1e6 },
      policies: [
        statistics(),
        concurrencyLimiter({ concurrency: 64, queue: 64 }),
        circuitBreaker(),
        shadow({ backend: standIn("shadow"), rate: 0.01 }),
      ],
    }),
};

test.each(Object.entries(settings))("memory is flat over a million calls %s", async (_, make) => {
  const runtime = make();
  const x = new Float32Array(16);
  const out = new Float32Array(16);
  let calls = 0;
  const grown = await growth(async (times) => {
    for (let i = 0; i < times / 2; i++) {
      runtime.forwardSync(double, x, { out });
      await runtime.forward(double, x, { out });
      calls += 2;
    }
  }, 1_000_000);
  expect(calls).toBe(1_100_000);
  expect(grown).toBeLessThan(ALLOWED);
});

test("memory is flat over ten thousand swaps, each with calls in flight, scopes and listeners", async () => {
  const runtime = createRuntime({ backends: [standIn("b")] });
  let disposals = 0;
  runtime.on("dispose", () => {
    disposals++;
  });
  const grown = await growth(async (times) => {
    for (let i = 0; i < times; i++) {
      const calls = [runtime.forward(double, [1]), runtime.forward(double, [1])];
      const stop = runtime.on("end", () => {});
      await runtime.use(standIn("b"), { dispose: true, drain: true });
      await runtime.with(standIn("c"), () => runtime.forward(double, [1]));
      await Promise.all(calls);
      stop();
    }
  }, 10_000);
  expect(disposals).toBe(11_000);
  expect(grown).toBeLessThan(ALLOWED);
});

test("memory is flat where every call has options of its own", async () => {
  const runtime = createRuntime({ backends: [standIn("b")], policies: [statistics()] });
  let slope = 0;
  const grown = await growth(async (times) => {
    for (let i = 0; i < times; i++) {
      slope += 1e-6;
      runtime.forwardSync(leakyRelu, [1], { negativeSlope: slope });
    }
  }, 100_000);
  expect(grown).toBeLessThan(ALLOWED);
});
