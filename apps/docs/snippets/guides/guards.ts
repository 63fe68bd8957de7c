import { cpu } from "@actfn/backend-cpu";
import { onnx } from "@actfn/backend-onnx";
import { createRuntime, gelu } from "@actfn/core";
import { circuitBreaker, concurrencyLimiter } from "@actfn/core/resilience";

const x = new Float32Array(1000).fill(1);

// #region limits
const limited = createRuntime({
  backends: [await cpu()],
  limits: {
    timeout: 2000, // milliseconds that a call may take, waiting included
    bytes: 2 ** 28, // what the tensors of one call may take
  },
  policies: [
    concurrencyLimiter({
      concurrency: 64, // calls in flight
      queue: 256, // calls that wait for a place; the next one is refused
    }),
  ],
});
const caller = new AbortController();
const call = limited.forward(gelu, x, { signal: caller.signal, timeout: 500 });
caller.abort(); // the client has disconnected
await call.catch(({ name }) => console.log(name));
// → AbortError
// #endregion limits

const broken = Object.assign(await onnx(), { execute: () => Promise.reject(new Error("device lost")) });

// #region breaker
const guarded = createRuntime({
  backends: [broken, await cpu()],
  fallback: { on: "fault" },
  policies: [circuitBreaker({ failures: 3, cooldown: 10_000 })],
});
guarded.on("circuit", ({ backend, state }) => console.log(backend, state));
// → onnx open
for (let i = 0; i < 5; i++) await guarded.forward(gelu, x); // the second backend executes all
console.log(guarded.health().status);

// → degraded
// #endregion breaker

// #region isolate
import { isolate } from "@actfn/core/isolate";

const isolated = await isolate(import.meta.resolve("@actfn/backend-cpu"), {
  factory: "cpu",
  timeout: 10_000, // without a result by then, the worker counts as hung
  retries: 1, // for what was in flight when the worker died
  onRestart: (reason) => console.log(reason),
});
const apart = createRuntime({ backends: [isolated] });
const results = [apart.forward(gelu, x), apart.forward(gelu, x)];
await isolated.restart("It was restarted by hand.");
// → It was restarted by hand.
console.log((await Promise.all(results)).length, "results");
// → 2 results
// #endregion isolate

for (const each of [limited, guarded, apart]) await each.dispose();
