import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { explore } from "./explorer.js";

// The seed of a failure is in its message: ACTFN_SEED=… runs that schedule alone.
const asked = process.env["ACTFN_SEED"];
const seeds = asked === undefined ? Array.from({ length: 20 }, (_, i) => 0x5eed + i) : [Number(asked)];
const STEPS = 5000;

// Time passes when the schedule says so, and at no other moment.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): void => {
  vi.advanceTimersByTime(ms);
};

test(`${seeds.length * STEPS} steps of random schedules of start, swap, call, abort, fault and dispose`, async () => {
  let steps = 0;
  for (const seed of seeds) {
    const report = await explore(seed, STEPS, pass);
    steps += report.steps;
    expect(report.problems, `seed ${seed}: ACTFN_SEED=${seed} runs it again`).toEqual([]);
    // A schedule that did nothing would find nothing.
    for (const [what, times] of Object.entries(report.counts)) {
      expect(times, `seed ${seed}: ${what}`).toBeGreaterThan(0);
    }
  }
  expect(steps).toBe(seeds.length * STEPS);
});

test("a seed gives the same schedule every time", async () => {
  const [first, second] = [await explore(1, 2000, pass), await explore(1, 2000, pass)];
  expect(second).toEqual(first);
});
