import {
  type Backend,
  BackendDisposedError,
  type CacheStats,
  type Declarations,
  type Explanation,
  type KernelRequest,
  type Support,
  type Tensor,
} from "@actfn/core";
import { declarations } from "@actfn/core/float32";
import type { Engine } from "./engine/engine.js";
import type { CpuInfo } from "./info.js";
import type { Parallel } from "./threads/parallel.js";

/** The package's version, as package.json has it; a test keeps the two the same. */
export const VERSION = "0.1.0";

const lowered: Support = { status: "lowered" };

/** See `cpu`. */
export class CpuBackend implements Backend {
  readonly contract = "v1";
  readonly name = "cpu";
  readonly declarations: Declarations = declarations;
  private readonly engine: Engine;
  private readonly parallel: Parallel | undefined;
  private readonly threadLimit: string | undefined;
  private disposed = false;

  /** `parallel` is what large calls are shared by; without it there is one thread, and `threadLimit` says why. */
  constructor(engine: Engine, parallel?: Parallel, threadLimit?: string) {
    this.engine = engine;
    this.parallel = parallel;
    this.threadLimit = threadLimit;
  }

  /** Read anew each time: whether threads can be started shows when the first one is needed. */
  get info(): CpuInfo {
    const runtime = this.engine.support.simd ? "WebAssembly SIMD" : "TypeScript";
    const { count = 1, limit = this.threadLimit } = this.parallel?.threads ?? {};
    const { inDouble } = this.engine;
    const info = { version: VERSION, runtime, device: "cpu", threads: count, native: [], inDouble };
    return limit === undefined ? info : { ...info, threadLimit: limit };
  }

  supports(_request: KernelRequest): Support {
    return lowered;
  }

  /** May compare the two arithmetics, for some milliseconds, the first time that a request of its kind is explained. */
  explain(request: KernelRequest): Explanation {
    return this.engine.explain(request);
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
