import type { Backend } from "../backend.js";
import { createRuntime, type Runtime } from "./runtime.js";

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
 * `await use(cpu())`, later `await use(onnx())`: calls in flight finish where they began. A factory's promise may be
 * passed as it is; if it fails, what was registered stays, and its error (a `BackendStartError`) is thrown here. What was
 * registered before is not disposed of: it may still be yours. Returns the backends that are now in use.
 */
export async function use(...backends: readonly (Backend | Promise<Backend>)[]): Promise<readonly Backend[]> {
  const ready = await Promise.all(backends);
  const runtime = defaultRuntime();
  runtime.use(...ready);
  return runtime.backends;
}
