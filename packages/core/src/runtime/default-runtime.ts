import type { Backend } from "../backend/backend.js";
import { createRuntime } from "./create-runtime.js";
import type { Runtime } from "./runtime.js";
import type { Backends, UseOptions } from "./swap.js";

/** One for the process, shared by every copy of this package that speaks the same contract. */
const slot = Symbol.for("actfn.runtime.v1");

type Slotted = { [slot]?: Runtime };

/** The runtime that `gelu(x)` runs on: the process's own. It has no backend until `use` registers one. */
export function defaultRuntime(): Runtime {
  const holder = globalThis as Slotted;
  holder[slot] ??= createRuntime({ backends: [] });
  return holder[slot];
}

/**
 * Registers the backends of this process, in place of those before: `use(cpu())`, or a list in the order in which a call
 * tries them, `use([onnx(), cpu()])`.
 *
 * The new backends first start, run every activation in use and pass their probe. Then all later calls use them; calls in
 * flight finish on the old ones. The old backends stay usable and yours to dispose of; with `{ dispose: true }`, they are
 * disposed of after their last call. If a step fails, the promise rejects with the reason (a `BackendStartError`, a
 * `ProbeError`) and nothing changes. Resolves to the new backend list.
 */
export function use(backends: Backends, options?: UseOptions): Promise<readonly Backend[]> {
  return defaultRuntime().use(backends, options);
}
