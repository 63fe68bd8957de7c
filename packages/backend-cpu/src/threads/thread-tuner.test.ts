import { expect, it } from "vitest";
import { ThreadTuner } from "./thread-tuner.js";

/** The ways of so many calls, which take as long as `took` says; a thread helps where it is awake. */
function ways(
  tuner: ThreadTuner,
  calls: number,
  took: { alone: number; shared: number },
  isAwake = true,
): string[] {
  return Array.from({ length: calls }, () => {
    const way = tuner.next();
    tuner.learn(way, took[way], way === "shared" && isAwake);
    return way;
  });
}

/** Lengths of runs of equal ways, as alone 2, shared 8, … */
function runs(all: readonly string[]): string[] {
  const starts = all.flatMap((way, i) => (way === all[i - 1] ? [] : [i]));
  return starts.map((start, k) => `${all[start]} ${(starts[k + 1] ?? all.length) - start}`);
}

it("tries threads after two calls without, and goes on with the faster way", () => {
  expect(runs(ways(new ThreadTuner(), 26, { alone: 2, shared: 1 }))).toEqual(["alone 2", "shared 24"]);
  expect(runs(ways(new ThreadTuner(), 26, { alone: 1, shared: 1.2 }))).toEqual([
    "alone 2",
    "shared 8",
    "alone 16",
  ]);
});

it("tries large calls no more than twice", () => {
  expect(runs(ways(new ThreadTuner(), 12, { alone: 20, shared: 30 }))).toEqual([
    "alone 2",
    "shared 2",
    "alone 8",
  ]);
});

it("tries the slower way again, more and more rarely", () => {
  const all = runs(ways(new ThreadTuner(), 20_000, { alone: 1, shared: 1.2 }));
  const waits = [32, 64, 128, 256, 512, 1024, 1024, 1024].flatMap((n) => [`alone ${n}`, "shared 8"]);
  expect(all.slice(0, 18)).toEqual(["alone 2", "shared 8", ...waits]);
});

it("changes over as soon as the present way has become the slower one, which one slow call does not make it", () => {
  const tuner = new ThreadTuner();
  ways(tuner, 14, { alone: 2, shared: 1 });
  expect(ways(tuner, 1, { alone: 2, shared: 50 })).toEqual(["shared"]);
  expect(tuner.next()).toBe("shared");
  const later = ways(tuner, 12, { alone: 2, shared: 50 });
  expect(later[0]).toBe("shared");
  expect(later.at(-1)).toBe("alone");
});

it("counts a trial from the first call that a thread helps with: until then it was asleep", () => {
  const tuner = new ThreadTuner();
  expect(runs(ways(tuner, 6, { alone: 0.2, shared: 0.9 }, false))).toEqual(["alone 2", "shared 4"]);
  expect(runs(ways(tuner, 24, { alone: 0.2, shared: 0.1 }))).toEqual(["shared 24"]);
});

it("gives a trial up in which no thread has helped", () => {
  const all = runs(ways(new ThreadTuner(), 60, { alone: 2, shared: 1 }, false));
  expect(all).toEqual(["alone 2", "shared 8", "alone 32", "shared 8", "alone 10"]);
});

it("goes by what calls take on average, not by the quickest: a thread that has to be woken each time may cost more", () => {
  const tuner = new ThreadTuner();
  ways(tuner, 10, { alone: 2, shared: 1.5 });
  const later = Array.from({ length: 40 }, (_, i) =>
    ways(tuner, 1, { alone: 2, shared: i % 2 === 0 ? 1 : 4 }),
  );
  expect(later.flat()).toContain("alone");
});
