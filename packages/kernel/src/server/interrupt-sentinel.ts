/**
 * A thread that waits for SIGINT, so that an interrupt works even while the main thread is in an endless loop behind an
 * `await`, where no signal handler of its own can run.
 *
 * It waits inside a script with `breakOnSigint`, because Node then catches the signal on a native thread. The innermost
 * such script gets it: a cell's synchronous part on the main thread if there is one, else this one. The waiting is
 * nested twice, so that the signal is always watched for, also in the moment after one was taken.
 *
 * It also sees to it that the kernel does not outlive the process that started it.
 */
import { Session } from "node:inspector";
import { runInThisContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";

/** What the main thread shares with the sentinel. */
export interface SentinelData {
  /** [0] counts the interrupts that the main thread has seen, [1] is 1 once the kernel ends. */
  readonly shared: SharedArrayBuffer;
  /** The process to outlive by no more than a second; 0 for none. */
  readonly parent: number;
}

const POLL_MILLISECONDS = 1000;
const PATIENCE_MILLISECONDS = 250;

const { shared, parent } = workerData as SentinelData;
const flags = new Int32Array(shared);
const isEnding = (): boolean => Atomics.load(flags, 1) === 1;

/** Waits until the kernel ends; a SIGINT throws out of it. */
function watch(): void {
  while (!isEnding()) {
    Atomics.wait(flags, 1, 0, POLL_MILLISECONDS);
    if (parent !== 0 && process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  }
}

function watchAndTell(): void {
  while (!isEnding()) {
    try {
      runInThisContext("globalThis.__watch()", { breakOnSigint: true });
    } catch {
      tellMainThread();
    }
  }
}

/** Tells the main thread of the interrupt; if it does not answer, it is busy in a loop, and the loop is ended. */
function tellMainThread(): void {
  const seen = Atomics.load(flags, 0);
  parentPort?.postMessage("interrupt");
  if (Atomics.wait(flags, 0, seen, PATIENCE_MILLISECONDS) !== "timed-out") return;
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution");
  Atomics.wait(flags, 0, seen, PATIENCE_MILLISECONDS);
  session.disconnect();
}

Object.assign(globalThis, { __watch: watch, __watchAndTell: watchAndTell });
parentPort?.postMessage("armed");
while (!isEnding()) {
  try {
    runInThisContext("globalThis.__watchAndTell()", { breakOnSigint: true });
  } catch {
    tellMainThread();
  }
}
