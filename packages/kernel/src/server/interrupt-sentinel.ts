/**
 * A thread that waits for SIGINT, so that an interrupt works even while the main thread is in an endless loop, where no
 * signal handler of its own can run.
 *
 * It waits inside a script with `breakOnSigint`, because Node then catches the signal on a native thread and throws out of
 * the script. The waiting is nested, so that the signal is always watched for, also in the moments after some were taken.
 *
 * It also sees to it that the kernel does not outlive the process that started it.
 */
import { Session } from "node:inspector";
import { runInThisContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { NativeCalls } from "@actfn/core/native";
import { FLAGS } from "./interrupt-flags.js";

/** What the main thread shares with the sentinel. */
export interface SentinelData {
  /** The numbers at the indices of `FLAGS`. */
  readonly shared: SharedArrayBuffer;
  /** The native calls of the main thread. */
  readonly nativeCalls: SharedArrayBuffer;
  /** The process to outlive by no more than a second; 0 for none. */
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

/** Waits until the kernel ends, inside as many scripts; a SIGINT throws out of the innermost, which is begun anew. */
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
 * Tells the main thread of the interrupt. If it does not answer, it is busy: in work of the kernel or in a native call,
 * which are waited for, or in a loop of a cell, which is ended. Ended inside a native call, it would abort the process.
 */
function tellMainThread(): void {
  // A kernel that starts keeps its thread busy for long, and there is nothing yet to interrupt.
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
    // Where the main thread was ended while it dealt with the interrupt, it has to begin again.
    parentPort?.postMessage(interrupt);
    break;
  }
  calls.resume();
  Atomics.store(flags, FLAGS.isEndingLoop, 0);
  Atomics.notify(flags, FLAGS.isEndingLoop);
}

/** Ends what the main thread runs, until it sees the interrupt. */
function endLoop(isSeen: () => boolean): void {
  const session = new Session();
  session.connectToMainThread();
  do session.post("Runtime.terminateExecution");
  while (!isSeen());
  session.disconnect();
}

Object.assign(globalThis, { __watch: watch });
watch(DEPTH);
