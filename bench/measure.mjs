/** A cell's contenders, run in turns so that what the machine does meanwhile hits all alike; the median of each. */
export async function measure(contenders, { rounds, budget }) {
  const running = [];
  for (const { name, run } of contenders) {
    try {
      await warmUp(run, budget / 4);
      running.push({ name, run, repeats: await repeatsFor(run), times: [] });
    } catch (error) {
      console.error(`  ${name}: ${error.message}`);
    }
  }
  const end = performance.now() + budget * running.length;
  for (let round = 0; round < rounds && (round < 3 || performance.now() < end); round++) {
    for (const entry of running) entry.times.push(await timed(entry.run, entry.repeats));
  }
  return Object.fromEntries(running.map(({ name, times }) => [name, median(times)]));
}

async function warmUp(run, budget) {
  const end = performance.now() + budget;
  for (let i = 0; i < 400 && (i < 2 || performance.now() < end); i++) await run();
}

/** Calls in one sample: enough for the clock to see them. */
async function repeatsFor(run) {
  const once = await timed(run, 3);
  return Math.max(1, Math.min(200, Math.round(0.3 / once)));
}

/** Milliseconds for one call. */
async function timed(run, repeats) {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) {
    const answer = run();
    if (answer instanceof Promise) await answer;
  }
  return (performance.now() - start) / repeats;
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** The geometric mean of some ratios. */
export function geometricMean(ratios) {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
