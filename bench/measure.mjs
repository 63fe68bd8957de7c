import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
/** From this size on, garbage is collected before each sample, so that no contender pays for the arrays of another. */
const LARGE = 2 ** 20;
/** The minimum time of a sample in milliseconds, for the resolution of the clock. */
const SAMPLE = 0.3;
const MOST_ROUNDS = 31;
const LEAST_ROUNDS = 3;

/**
 * Measures the contenders of a cell in turns, so that other load on the machine affects all of them. Returns the median time of
 * each in milliseconds. `budget` limits the time of the cell, except that three rounds always run. A contender that throws is
 * reported to `fail` and left out.
 */
export async function measure(contenders, { budget, size, fail }) {
  const start = performance.now();
  const running = [];
  for (const contender of contenders) {
    try {
      const once = await warmUp(contender, budget / (4 * contenders.length));
      const repeats = Math.max(1, Math.min(1000, Math.round(SAMPLE / once)));
      running.push({ ...contender, repeats, times: [] });
    } catch (error) {
      fail(contender.name, error);
    }
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (round >= LEAST_ROUNDS && performance.now() - start > budget) break;
    // Each round has another order, so that a contender does not always pay for the garbage of the same neighbor.
    for (const entry of shuffled(running, round)) {
      if (entry.failed) continue;
      if (size >= LARGE) collectGarbage();
      try {
        entry.times.push(await sample(entry, entry.repeats));
      } catch (error) {
        entry.failed = true;
        fail(entry.name, error);
      }
    }
  }
  const done = running.filter(({ failed }) => failed !== true);
  return Object.fromEntries(done.map(({ name, times }) => [name, median(times)]));
}

/** The entries in an order that depends only on `seed`. */
function shuffled(entries, seed) {
  const order = [...entries];
  let state = Math.imul(seed + 1, 2654435761) >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}

/** Runs a contender until it is compiled or its time is up. Returns the time of the last call in milliseconds. */
export async function warmUp(contender, budget) {
  const end = performance.now() + budget;
  let once = await sample(contender, 1);
  for (let i = 0; i < 300 && performance.now() < end; i++) {
    once = await sample(contender, Math.max(1, Math.min(10, Math.round(SAMPLE / once))));
  }
  return once;
}

/** The time of one call in milliseconds, without the work `before` a sample. A contender in another process measures itself. */
async function sample({ run, before, sample: elsewhere }, repeats) {
  if (elsewhere !== undefined) return elsewhere(repeats);
  await before?.();
  const start = performance.now();
  for (let i = 0; i < repeats; i++) {
    const answer = run();
    if (answer instanceof Promise) await answer;
  }
  return (performance.now() - start) / repeats;
}

/** The median of some numbers. */
export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** The geometric mean of some ratios. */
export function geometricMean(ratios) {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
