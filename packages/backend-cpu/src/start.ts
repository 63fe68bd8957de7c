import { CpuBackend } from "./backend.js";
import { Engine } from "./engine/engine.js";
import { processors, threadStarter } from "./threads/host.js";
import { Parallel } from "./threads/parallel.js";

const MOST_THREADS = 8;

/** Makes the backend, with as many threads as it can have here. */
export function start(threads: number = Math.min(processors(), MOST_THREADS), script?: URL): CpuBackend {
  const engine = new Engine();
  if (threads === 1) return new CpuBackend(engine);
  if (!engine.support.simd) return new CpuBackend(engine, undefined, "WebAssembly cannot be compiled here");
  const starter = threadStarter(script);
  return "missing" in starter
    ? new CpuBackend(engine, undefined, starter.missing)
    : new CpuBackend(engine, new Parallel(threads, starter));
}
