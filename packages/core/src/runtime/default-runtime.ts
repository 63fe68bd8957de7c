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
 * Registers the backends of this process, in the order in which they are asked, in place of those before.
 *
 * `await use(cpu())`, later `await use(onnx())`, or a list, `await use([onnx(), cpu()])`: calls in flight finish where they
 * began, and a new backend gets its first call when it has started, run every activation in use and passed its probe. If
 * anything fails, what was registered stays, and the reason (a `BackendStartError`, a `ProbeError`) is thrown here. What
 * was registered before is not disposed of, unless `dispose` is set: it may still be yours. Returns the backends now in use.
 */
export function use(backends: Backends, options?: UseOptions): Promise<readonly Backend[]> {
  return defaultRuntime().use(backends, options);
}
