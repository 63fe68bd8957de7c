import {
  type Backend,
  BackendDisposedError,
  type BackendInfo,
  type CacheStats,
  type KernelRequest,
  type Support,
  type Tensor,
} from "@actfn/core";
import type { Engine } from "./engine/engine.js";
import type { Parallel } from "./threads/parallel.js";

/** The package's version, as package.json has it; a test keeps the two the same. */
export const VERSION = "0.1.0";

const lowered: Support = { status: "lowered" };

/** See `cpu`. */
export class CpuBackend implements Backend {
  readonly contract = "v1";
  readonly name = "cpu";
  readonly info: BackendInfo;
  private readonly engine: Engine;
  private readonly parallel: Parallel | undefined;
  private disposed = false;

  constructor(engine: Engine, threads = 1, parallel?: Parallel) {
    this.engine = engine;
    this.parallel = parallel;
    const runtime = engine.support.simd ? "WebAssembly SIMD" : "TypeScript";
    this.info = { version: VERSION, runtime, device: "cpu", threads, native: [] };
  }

  supports(_request: KernelRequest): Support {
    return lowered;
  }

  /** The compiled kernels, and how often one was there already. */
  cache(): CacheStats {
    return this.engine.cache;
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    return this.executeSync(request);
  }

  executeSync(request: KernelRequest): Tensor[] {
    this.requireLive();
    return this.engine.run(request, this.parallel);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.parallel?.end();
  }

  private requireLive(): void {
    if (this.disposed) throw new BackendDisposedError("cpu");
  }
}
