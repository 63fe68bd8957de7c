/**
 * A thread that waits for SIGINT, so that an interrupt works while the main thread is in an endless loop and cannot run a
 * signal handler.
 *
 * It waits inside a script with `breakOnSigint`: Node then catches the signal on a native thread and throws out of the script.
 * The scripts are nested, so that a signal shortly after another one is caught too.
 *
 * It also ends the kernel when the process that started it has ended.
 */
import { Session } from "node:inspector";
import { runInThisContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { NativeCalls } from "@actfn/core/native";
import { FLAGS } from "./interrupt-flags.js";

/** The data that the main thread shares with the sentinel. */
export interface SentinelData {
  /** The numbers at the indices of `FLAGS`. */
  readonly shared: SharedArrayBuffer;
  /** The native calls of the main thread. */
  readonly nativeCalls: SharedArrayBuffer;
  /** The process after whose end the kernel ends within a second; 0 for none. */
  readonly parent: number;
}

const POLL_MILLISECONDS = 1000;
const PATIENCE_MILLISECONDS = 250;
const DEPTH = 8;

const { shared, nativeCalls, parent } = workerData as SentinelData;
const flags = new Int32Array(shared);
const calls = new NativeCalls(nativeCalls);
let isArmed = false;
let interrupts = 0;
const isUp = (flag: number): boolean => Atomics.load(flags, flag) === 1;

/** Waits until the kernel ends, inside nested scripts. A SIGINT throws out of the innermost script, which then starts again. */
function watch(depth: number): void {
  while (!isUp(FLAGS.isEnding)) {
    try {
      if (depth === 0) waitForTheEnd();
      else runInThisContext(`globalThis.__watch(${depth - 1})`, { breakOnSigint: true });
    } catch {
      tellMainThread();
    }
  }
}

function waitForTheEnd(): void {
  if (!isArmed) parentPort?.postMessage("armed");
  isArmed = true;
  while (!isUp(FLAGS.isEnding)) {
    Atomics.wait(flags, FLAGS.isEnding, 0, POLL_MILLISECONDS);
    endWithParent();
  }
}

function endWithParent(): void {
  if (parent !== 0 && process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}

/**
 * Notifies the main thread of the interrupt. If it does not respond, it is busy. The sentinel waits for work of the kernel and
 * for native calls, and ends a loop of a cell. Ending a native call would abort the process.
 */
function tellMainThread(): void {
  // A starting kernel is busy for long, and there is nothing to interrupt yet.
  if (!isUp(FLAGS.isTelling)) return;
  const seen = Atomics.load(flags, FLAGS.seen);
  const isSeen = (): boolean => {
    endWithParent();
    return (
      isUp(FLAGS.isEnding) || Atomics.wait(flags, FLAGS.seen, seen, PATIENCE_MILLISECONDS) !== "timed-out"
    );
  };
  const interrupt = ++interrupts;
  parentPort?.postMessage(interrupt);
  while (!isSeen()) {
    if (isUp(FLAGS.isShielded) || !calls.stop()) continue;
    Atomics.store(flags, FLAGS.isEndingLoop, 1);
    if (Atomics.load(flags, FLAGS.seen) === seen) endLoop(isSeen);
    // If the main thread was ended while it handled the interrupt, it must start again.
    parentPort?.postMessage(interrupt);
    break;
  }
  calls.resume();
  Atomics.store(flags, FLAGS.isEndingLoop, 0);
  Atomics.notify(flags, FLAGS.isEndingLoop);
}

/** Ends the work of the main thread until it handles the interrupt. */
function endLoop(isSeen: () => boolean): void {
  const session = new Session();
  session.connectToMainThread();
  do session.post("Runtime.terminateExecution");
  while (!isSeen());
  session.disconnect();
}

Object.assign(globalThis, { __watch: watch });
watch(DEPTH);
