import { expect, test } from "vitest";
import { createRuntime } from "../../src/index.js";
import { double, type StandIn, standIn } from "./stand-ins.js";

const CALLS = 1_000_000;
const CALLERS = 1000;

test("a million calls from a thousand callers while the backend is swapped every 50 ms", async () => {
  const made: StandIn[] = [];
  const next = (): StandIn => {
    const backend = standIn(`b${made.length}`);
    const { execute } = backend;
    let calls = 0;
    // Some calls take a turn of the event loop, so that swaps meet calls in flight.
    backend.execute = async (request) => {
      if (calls++ % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
      return execute(request);
    };
    made.push(backend);
    return backend;
  };
  const runtime = createRuntime({ backends: [next()] });
  const answers = new Uint8Array(CALLS);
  let wrong = 0;
  let begun = 0;
  const caller = async (): Promise<void> => {
    const x = new Float64Array(1);
    while (begun < CALLS) {
      const id = begun++;
      x[0] = id;
      const y = (await runtime.forward(double, x)) as Float64Array;
      if (y[0] !== 2 * id) wrong++;
      answers[id] = (answers[id] as number) + 1;
    }
  };
  let swaps = 0;
  let swapping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    swapping = runtime.use(next(), { dispose: true, drain: true }).then(() => {
      swaps++;
    });
  }, 50);
  await Promise.all(Array.from({ length: CALLERS }, caller));
  clearInterval(timer);
  await swapping;
  await runtime.dispose();

  expect(wrong).toBe(0);
  expect(answers.every((times) => times === 1)).toBe(true);
  expect(swaps).toBeGreaterThan(5);
  expect(made.reduce((late, backend) => late + backend.late, 0)).toBe(0);
  expect(made.map(({ disposals }) => disposals)).toEqual(made.map(() => 1));
  expect(runtime.health().inFlight).toBe(0);
});
