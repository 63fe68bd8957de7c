import type { Assembled } from "./assembler.js";
import type { Dispatcher } from "./dispatcher.js";
import type { Pace } from "./pace.js";
import type { StrictRun } from "./strict-run.js";

/** Doubles of `scratch` that a request over elements needs. */
export function elementScratch(run: StrictRun, program: Assembled): number {
  return run.scratch + program.spilled * run.limit(program, run.sums.length > 0);
}

/** Computes a request element by element, as many at a time as take some milliseconds. */
export async function runElements(
  run: StrictRun,
  program: Assembled,
  dispatcher: Dispatcher,
  pace: Pace,
): Promise<void> {
  const { outer, length, inner } = run.geometry;
  const size = outer * length * inner;
  const inputs = run.kernel.inputs.map((input) => run.input(input));
  const outputs = run.kernel.outputs.map((output) => run.output(output));
  const limit = run.limit(program, run.sums.length > 0);
  let start = 0;
  do {
    const count = Math.min(pace.elements(program.steps), limit, size - start);
    const call = { start, count, stride: 1, length: size, inner: 1, wide: run.wide, spill: run.scratch };
    dispatcher.run(program, { ...call, inputs, outputs }, run.results[0]);
    run.gather(dispatcher, start, start + count);
    await dispatcher.turn();
    start += count;
  } while (start < size);
  run.finish(dispatcher);
}
