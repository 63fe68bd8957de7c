import { cpu } from "@actfn/backend-cpu";
import { createRuntime, gelu } from "@actfn/core";
// #region telemetry
import { instrument } from "@actfn/core/opentelemetry";
import { statistics } from "@actfn/core/resilience";

const runtime = createRuntime({ backends: [await cpu()], policies: [statistics()] });
const stop = instrument(runtime); // spans and metrics, to the providers that are registered
runtime.on("fallback", ({ backend, reason }) => console.log(backend, "was passed over:", reason));

await runtime.forward(gelu, [1]);
const { answered, latencies } = runtime.stats();
console.log(answered, latencies[0]?.activation, latencies[0]?.backend);
// → 1 gelu cpu
console.log(runtime.health().ready); // what a readiness probe asks
// → true
// #endregion telemetry

stop();
await runtime.dispose();
