import type { Backend } from "@actfn/core";
import { type Check, fields, number, where } from "@actfn/core/checks";
import { CpuBackend } from "./backend.js";
import { Engine } from "./engine/engine.js";
import type { CpuInfo } from "./info.js";
import { processors, threadStarter } from "./threads/host.js";
import { Parallel } from "./threads/parallel.js";

/** How the CPU backend is made. */
export interface CpuOptions {
  /**
   * How many threads a large call may use, the caller's included: an integer of at least 1; by default as many as there
   * are processors, at most 8. They start when a kernel has been called twice with so many numbers that they may help, are
   * used where measuring shows that they do, read `SharedArrayBuffer` inputs in place, and do not keep the process alive.
   * Results have the same bits for every number. Where no thread can be started, as in a page that is not cross-origin
   * isolated, there is one, and `info.threadLimit` says why.
   */
  readonly threads?: number;
  /**
   * Where `@actfn/backend-cpu/thread` lies, the threads' script. Default: the copy inside this package, which needs no
   * file; a page whose policy forbids `blob:` workers serves the script and passes its address.
   */
  readonly script?: URL;
}

const MOST_THREADS = 8;

const check = fields({
  threads: number(1, Number.MAX_SAFE_INTEGER, true),
  script: where("a URL", (value) => value instanceof URL),
} satisfies Record<keyof CpuOptions, Check>);

/**
 * Makes the backend that compiles activations to WebAssembly, ready to use: `await use(cpu())`.
 *
 * It answers asynchronously and synchronously, for every activation, dtype and precision. It needs no permission to
 * evaluate code; where WebAssembly itself may not be compiled it computes in TypeScript, to the strict tier's bits.
 * `precision: "strict"` gives the same bits on every machine. Throws a `ConfigError` where an option does not fit.
 */
export async function cpu(options: CpuOptions = {}): Promise<Backend & { readonly info: CpuInfo }> {
  check(options, "", "cpu");
  const engine = new Engine();
  const wanted = options.threads ?? Math.min(processors(), MOST_THREADS);
  if (wanted === 1) return new CpuBackend(engine);
  if (!engine.support.simd) return new CpuBackend(engine, undefined, "WebAssembly cannot be compiled here");
  const start = threadStarter(options.script);
  return "missing" in start
    ? new CpuBackend(engine, undefined, start.missing)
    : new CpuBackend(engine, new Parallel(wanted, start));
}
