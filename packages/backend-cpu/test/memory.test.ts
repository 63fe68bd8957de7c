import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gelu, leakyRelu, telu } from "@actfn/core";
import { expect, it } from "vitest";
import { cpu } from "../src/index.js";
import { runtimeOn } from "./reference.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
const runtime = runtimeOn(await cpu({ threads: 1 }), "fast");
const x = Float32Array.from({ length: 16 }, (_, i) => i - 8);

/** Bytes that the heap, arrays included, grows by in a round; the least of some rounds, since other things come and go. */
async function leastGrowth(rounds: number, round: (number: number) => void): Promise<number> {
  const used = async (): Promise<number> => {
    // What is freed by finalizers takes a turn of the event loop.
    await new Promise((next) => setTimeout(next, 10));
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  round(0);
  let least = Infinity;
  let before = await used();
  for (let number = 1; number <= rounds; number++) {
    round(number);
    const after = await used();
    least = Math.min(least, after - before);
    before = after;
  }
  return least;
}

it("10^6 calls leave the heap as it was", async () => {
  const growth = await leastGrowth(4, () => {
    for (let call = 0; call < 250_000; call++) runtime.forwardSync(gelu, x);
  });
  expect(growth).toBeLessThan(250_000);
});

it("calls with ever new options leave the heap as it was", async () => {
  const growth = await leastGrowth(5, (round) => {
    for (let call = 0; call < 1000; call++)
      runtime.forwardSync(leakyRelu, x, { negativeSlope: round + call / 1000 });
  });
  expect(growth).toBeLessThan(250_000);
});

it("a kernel that runs in double, whose reason is found later, keeps no tensor of the call that made it", async () => {
  const kept = ((): WeakRef<Float32Array> => {
    const given = new Float32Array(5000);
    runtime.forwardSync(telu, given);
    return new WeakRef(given);
  })();
  for (let turn = 0; turn < 20 && kept.deref() !== undefined; turn++) {
    await new Promise((next) => setTimeout(next, 10));
    collectGarbage();
  }
  expect(kept.deref()).toBeUndefined();
  expect(runtime.which(telu, x).explanation?.reason).toMatch(/^The float32 kernel is inaccurate: at x = /);
});
