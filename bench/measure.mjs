import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
/** From this many numbers on, garbage is collected before each sample, so that nobody pays for another's arrays. */
const LARGE = 2 ** 20;
/** Milliseconds that a sample lasts at least, so that the clock sees it. */
const SAMPLE = 0.3;
const MOST_ROUNDS = 31;
const LEAST_ROUNDS = 3;

/**
 * A cell's contenders, run in turns so that what the machine does meanwhile hits all alike; the median of each, in
 * milliseconds. `budget` bounds the whole cell as far as three rounds allow. A contender that throws is told to `fail`
 * and left out.
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
    // Each round has another order: who always followed the same neighbor would always pay for its garbage.
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

/** The same entries in an order that depends on `seed` alone. */
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

/** Runs a contender until it is compiled or its time is up; milliseconds of a call at the end. */
export async function warmUp(contender, budget) {
  const end = performance.now() + budget;
  let once = await sample(contender, 1);
  for (let i = 0; i < 300 && performance.now() < end; i++) {
    once = await sample(contender, Math.max(1, Math.min(10, Math.round(SAMPLE / once))));
  }
  return once;
}

/** Milliseconds for one call; what comes `before` a sample is not counted. A contender in another process takes its own time. */
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

/** The middle one of some numbers. */
export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** The geometric mean of some ratios. */
export function geometricMean(ratios) {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
