/**
 * What protects and watches the calls of a runtime: `@actfn/core/resilience`. Each part is a policy of `createRuntime`, or, like
 * the canary, starts on a runtime. A program that imports none of them carries none of their code.
 *
 * ```ts
 * const runtime = createRuntime({
 *   backends: [first, second],
 *   fallback: { on: "fault" },
 *   policies: [statistics(), concurrencyLimiter({ concurrency: 64, queue: 256 }), circuitBreaker()],
 * });
 * ```
 *
 * @module
 */

export { type CanaryOptions, type CanaryOutcome, startCanary } from "./canary.js";
export { type CircuitBreakerOptions, circuitBreaker } from "./circuit-breaker.js";
export { type ConcurrencyLimiterOptions, concurrencyLimiter } from "./concurrency-limiter.js";
export { type ShadowOptions, shadow } from "./shadow.js";
export { statistics } from "./statistics.js";
