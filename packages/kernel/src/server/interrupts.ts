import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { NativeCalls } from "@actfn/core/native";
import { FLAGS } from "./interrupt-flags.js";
import type { SentinelData } from "./interrupt-sentinel.js";

/** Listens for SIGINT for as long as the kernel lives. */
export interface Interrupts {
  /** Calls `onInterrupt` for every interrupt from now on. Those that come before are ignored. */
  tell(onInterrupt: () => void): void;
  /** Does synchronous work of the kernel's own, in which an interrupt must not end the thread's work. */
  shield<T>(work: () => T): T;
  /** Ends the listening; without it the process would wait for the thread. */
  stop(): void;
}

/** Takes every SIGINT from now on, and ends this process when the one that started it is gone. */
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
    // Without the thread an endless loop behind an await cannot be interrupted; everything else can.
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
        // If the sentinel ends this thread's work at this moment, it does so here, and tells of the interrupt once more.
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

/** V8 looks for a request to end a thread's work when a function is called. */
function passCheck(): void {}

/**
 * tslab has Node itself end a cell's synchronous part on SIGINT, wherever that is: inside a native call this aborts the
 * process. Only the sentinel waits for native calls.
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
 * While a script with `breakOnSigint` runs on this thread, Node takes off the listeners of SIGINT. With the last of them
 * goes the sentinel's own hold of the signal, and the next one would end the process. So Node is told of no listeners:
 * the one that has ignored interrupts since the process began stays, and hears of none while the sentinel is there.
 */
function keepListeners(): void {
  const { listenerCount } = process;
  const value: typeof process.listenerCount = (name, ...listener) =>
    name === "SIGINT" ? 0 : listenerCount.call(process, name, ...listener);
  Object.defineProperty(process, "listenerCount", { value, configurable: true, writable: true });
}

/**
 * The process to watch: Jupyter names itself in JPY_PARENT_PID, a kernel started by hand may outlive its shell. Ends
 * this process where the parent has ended already.
 */
function parentToWatch(): number {
  const named = Number(process.env["JPY_PARENT_PID"]);
  if (!(named > 0) || named === process.ppid) return named > 0 ? named : 0;
  // Another process started this one in Jupyter's place, such as `conda run`; or else Jupyter has gone.
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
