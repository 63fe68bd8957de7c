import type { Backend } from "@actfn/core";
import { type Check, fields, number, where } from "@actfn/core/checks";
import type { CpuInfo } from "./info.js";

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
  // The compiler is a chunk of its own in a bundle: a page loads it when it makes the backend, not when it starts.
  const { start } = await import("./start.js");
  return start(options.threads, options.script);
}
