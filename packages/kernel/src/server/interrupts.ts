import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { NativeCalls } from "@actfn/core/native";
import { FLAGS } from "./interrupt-flags.js";
import type { SentinelData } from "./interrupt-sentinel.js";

/** Handles SIGINT while the kernel runs. */
export interface Interrupts {
  /** Calls `onInterrupt` for each interrupt from now on. Earlier ones are ignored. */
  tell(onInterrupt: () => void): void;
  /** Runs synchronous work of the kernel, which an interrupt must not end. */
  shield<T>(work: () => T): T;
  /** Stops listening. Otherwise the process would wait for the thread. */
  stop(): void;
}

/** Handles each SIGINT from now on, and ends this process when its parent has ended. */
export async function watchInterrupts(): Promise<Interrupts> {
  const shared = new SharedArrayBuffer(4 * Object.keys(FLAGS).length);
  const flags = new Int32Array(shared);
  const raise = (flag: number): void => {
    Atomics.store(flags, flag, 1);
    Atomics.notify(flags, flag);
  };
  const calls = new NativeCalls();
  let worker: Worker;
  try {
    worker = await startSentinel({ shared, nativeCalls: calls.shared, parent: parentToWatch() });
  } catch {
    // Without the thread, everything but an endless loop after an await can be interrupted.
    return {
      tell: (onInterrupt) => void process.on("SIGINT", onInterrupt),
      shield: (work) => work(),
      stop: () => {},
    };
  }
  calls.install();
  keepListeners();
  leaveSignalsToSentinel();
  let last = 0;
  return {
    tell: (onInterrupt) => {
      worker.on("message", (interrupt: number) => {
        Atomics.add(flags, FLAGS.seen, 1);
        Atomics.notify(flags, FLAGS.seen);
        // If the sentinel ends the work of this thread at this moment, that happens here, and it notifies again.
        while (Atomics.load(flags, FLAGS.isEndingLoop) === 1) Atomics.wait(flags, FLAGS.isEndingLoop, 1);
        passCheck();
        if (interrupt === last) return;
        last = interrupt;
        onInterrupt();
      });
      raise(FLAGS.isTelling);
    },
    shield: (work) => {
      const before = Atomics.exchange(flags, FLAGS.isShielded, 1);
      try {
        return work();
      } finally {
        Atomics.store(flags, FLAGS.isShielded, before);
      }
    },
    stop: () => raise(FLAGS.isEnding),
  };
}

/** V8 checks for a request to end the work of a thread at each function call. */
function passCheck(): void {}

/**
 * tslab lets Node end the synchronous part of a cell on SIGINT. Inside a native call, that aborts the process. Only the
 * sentinel waits for native calls.
 */
function leaveSignalsToSentinel(): void {
  const vm = createRequire(import.meta.url)("node:vm") as typeof import("node:vm");
  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) =>
    runInThisContext(code, typeof options === "object" ? { ...options, breakOnSigint: false } : options);
}

async function startSentinel(workerData: SentinelData): Promise<Worker> {
  const worker = new Worker(new URL("./interrupt-sentinel.js", import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 },
  });
  worker.unref();
  await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return worker;
}

/**
 * While a script with `breakOnSigint` runs on this thread, Node removes the listeners of SIGINT. With the last one the sentinel
 * loses the signal too, and the next SIGINT would end the process. So Node does not see any listeners here. The listener that
 * has ignored interrupts since the start of the process stays, and gets no signals while the sentinel runs.
 */
function keepListeners(): void {
  const { listenerCount } = process;
  const value: typeof process.listenerCount = (name, ...listener) =>
    name === "SIGINT" ? 0 : listenerCount.call(process, name, ...listener);
  Object.defineProperty(process, "listenerCount", { value, configurable: true, writable: true });
}

/**
 * The parent process to watch, from JPY_PARENT_PID, which Jupyter sets. A kernel that was started by hand may outlive its
 * shell. Ends this process if the parent has already ended.
 */
function parentToWatch(): number {
  const named = Number(process.env["JPY_PARENT_PID"]);
  if (!(named > 0) || named === process.ppid) return named > 0 ? named : 0;
  // Another process started this one instead of Jupyter, such as `conda run`, or Jupyter has ended.
  if (process.ppid === 1 || !isAlive(named)) process.exit(1);
  return process.ppid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
