import {
  type Backend,
  BackendDisposedError,
  type BackendInfo,
  type KernelRequest,
  type Support,
  type Tensor,
} from "@actfn/core";

import type { Engine } from "./engine/engine.js";

/** The package's version, as package.json has it; a test keeps the two the same. */
const VERSION = "0.1.0";

/** See `cpu`. */
export class CpuBackend implements Backend {
  readonly contract = "v1";
  readonly name = "cpu";
  readonly info: BackendInfo;
  private readonly engine: Engine;
  private disposed = false;

  constructor(engine: Engine) {
    this.engine = engine;
    const runtime = engine.support.simd ? "WebAssembly SIMD" : "TypeScript";
    this.info = { version: VERSION, runtime, device: "cpu", threads: 1, native: [] };
  }

  supports(_request: KernelRequest): Support {
    return { status: "lowered" };
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    return this.executeSync(request);
  }

  executeSync(request: KernelRequest): Tensor[] {
    if (this.disposed) throw new BackendDisposedError("cpu");
    return this.engine.run(request);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
  }
}
