import { builtin } from "../host/host.js";

interface Process {
  on(event: string, listener: () => void): void;
  exit(): never;
}

interface Threads {
  readonly Worker: new (code: string, options: { readonly eval: true; readonly stdin: false }) => object;
}

/** Runs in a thread of its own, since the main one may hang: the end of stdin is the end of the parent. */
const watch = `
const { Socket } = process.getBuiltinModule("node:net");
const end = () => process.kill(process.pid, "SIGKILL");
new Socket({ fd: 0 }).on("error", end).on("close", end).resume();
`;

/**
 * In the child process of an isolated backend: ends it with the process that started it, and by nothing before. Signals
 * that a terminal or Jupyter sends to the whole group are the parent's to decide on.
 */
export function endWithParent(process: Process): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  process.on("disconnect", () => process.exit());
  try {
    const { Worker } = builtin<Threads>("node:worker_threads") as Threads;
    new Worker(watch, { eval: true, stdin: false });
  } catch {
    // Where threads are not permitted, a child that hangs outlives a parent that is killed.
  }
}
