import { ConfigError } from "../errors/config-error.js";
import { builtin } from "../host/host.js";
import { type ChildProcesses, childProcess } from "./child-process.js";
import { nodeThread, type Threads } from "./node-thread.js";
import { webWorker } from "./web-worker.js";
import type { WorkerEvents, WorkerHandle, WorkerType } from "./worker-handle.js";

/** Starts a worker on this package's script for it, or on the copy of it at `script`, as where a bundler has moved it. */
export function startWorker(type: WorkerType, events: WorkerEvents, script: URL | undefined): WorkerHandle {
  if (type === "process") {
    const processes = builtin<ChildProcesses>("node:child_process");
    if (processes === undefined) {
      const allowed = '"thread", since this engine cannot start processes';
      throw new ConfigError("isolate", "workerType", type, allowed);
    }
    return childProcess(processes, events, script);
  }
  const threads = builtin<Threads>("node:worker_threads");
  return threads === undefined ? webWorker(events, script) : nodeThread(threads, events, script);
}
