import type { Backend } from "@actfn/core";
import { type Check, fields, number } from "@actfn/core/checks";
import { CpuBackend } from "./backend.js";
import { Engine } from "./engine/engine.js";
import { processors, threadStarter } from "./threads/host.js";
import { Parallel } from "./threads/parallel.js";

/** How the CPU backend is made. */
export interface CpuOptions {
  /**
   * How many threads a large call may use, the caller's included: an integer of at least 1; by default as many as there
   * are processors, at most 8. They start when a kernel has been called twice with so many numbers that they may help, are
   * used where measuring shows that they do, read `SharedArrayBuffer` inputs in place, and do not keep the process alive.
   * Results have the same bits for every number.
   * In a page that is not cross-origin isolated there is one.
   */
  readonly threads?: number;
}

const MOST_THREADS = 8;

const check = fields({
  threads: number(1, Number.MAX_SAFE_INTEGER, true),
} satisfies Record<keyof CpuOptions, Check>);

/**
 * Makes the backend that compiles activations to WebAssembly, ready to use: `await use(cpu())`.
 *
 * It answers asynchronously and synchronously, for every activation, dtype and precision. It needs no permission to
 * evaluate code; where WebAssembly itself may not be compiled it computes in TypeScript, to the strict tier's bits.
 * `precision: "strict"` gives the same bits on every machine. Throws a `ConfigError` where an option does not fit.
 */
export async function cpu(options: CpuOptions = {}): Promise<Backend> {
  check(options, "", "cpu");
  const engine = new Engine();
  const { threads } = options;
  const wanted = threads ?? Math.min(await processors(), MOST_THREADS);
  const start = wanted > 1 ? await threadStarter(new URL("./threads/thread.js", import.meta.url)) : undefined;
  if (start === undefined || !engine.support.simd) return new CpuBackend(engine);
  return new CpuBackend(engine, wanted, new Parallel(wanted, start));
}
