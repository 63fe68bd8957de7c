import { now } from "../host/host.js";

/** What is to be ended before the process exits. */
export interface Ending {
  /** Asks it to end. */
  stop(): void;
  /** Blocks until it may be torn down, `milliseconds` at most; returns whether it may. */
  wait(milliseconds: number): boolean;
}

interface Process {
  readonly pid: number;
  once(event: "exit", listener: () => void): void;
  kill(pid: number, signal: "SIGKILL"): void;
}

/** How many milliseconds an exit waits for native calls in progress. */
const PATIENCE = 10_000;

const { process } = globalThis as unknown as { readonly process: Process };
const endings = new Set<Ending>();
let isListening = false;

/** Ends something when the process exits, in a moment where that can still wait; returns a function that forgets it. */
export function onProcessExit(ending: Ending): () => void {
  if (!isListening) {
    isListening = true;
    process.once("exit", endAll);
  }
  endings.add(ending);
  return () => {
    endings.delete(ending);
  };
}

/**
 * An exit ends all threads at once, and so would abort the process inside a native call of one. A call that does not return
 * would keep the process for ever: then only the system can end it.
 */
function endAll(): void {
  for (const ending of endings) ending.stop();
  const end = now() + PATIENCE;
  for (const ending of endings) {
    if (!ending.wait(Math.max(0, end - now()))) process.kill(process.pid, "SIGKILL");
  }
}
