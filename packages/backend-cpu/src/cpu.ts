import type { Backend } from "@actfn/core";
import { CpuBackend } from "./backend.js";
import { Engine } from "./engine/engine.js";

/** How the CPU backend is made. */
export interface CpuOptions {
  /** How many threads a large call may use, the caller's included; by default as many as the machine has cores, at most 8. */
  readonly threads?: number;
}

/**
 * Makes the backend that compiles activations to WebAssembly, ready to use: `await use(cpu())`.
 *
 * It answers asynchronously and synchronously, for every activation, dtype and precision, and needs no permission to
 * evaluate code. `precision: "strict"` gives the same bits on every machine.
 */
export async function cpu(_options: CpuOptions = {}): Promise<Backend> {
  return new CpuBackend(new Engine());
}
