import type { Backend } from "@actfn/core";
import { type Check, fields, number, where } from "@actfn/core/checks";
import type { CpuInfo } from "./info.js";

/** The options of {@link cpu}. */
export interface CpuOptions {
  /**
   * The number of threads that a large call may use, including the calling one: an integer of at least 1. Default: the number of
   * processors, at most 8. Threads start when a kernel has been called twice with many numbers, and are used if measurements
   * show that they help. They read `SharedArrayBuffer` inputs in place and do not keep the process alive. The number does not
   * change the bits of a result. If no thread can be started, as in a page that is not cross-origin isolated, there is one, and
   * `info.threadLimit` says why.
   */
  readonly threads?: number;
  /**
   * The address of `@actfn/backend-cpu/thread`, the script of the threads. Default: the copy inside this package, which needs no
   * file. A page whose policy forbids `blob:` workers serves the script and passes its address.
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
 * It runs every activation, dtype and precision, asynchronously and synchronously. It needs no permission to evaluate code; if
 * WebAssembly may not be compiled, it computes in TypeScript, with the bits of `strict`. `precision: "strict"` gives the same
 * bits on every machine. Throws a `ConfigError` if an option is invalid.
 */
export async function cpu(options: CpuOptions = {}): Promise<Backend & { readonly info: CpuInfo }> {
  check(options, "", "cpu");
  // The compiler is a chunk of its own in a bundle: a page loads it when it makes the backend, not when it starts.
  const { start } = await import("./start.js");
  return start(options.threads, options.script);
}
