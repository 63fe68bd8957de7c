import {
  type Backend,
  BackendDisposedError,
  type BackendInfo,
  evaluateRequest,
  type KernelRequest,
  type Support,
  type Tensor,
} from "@actfn/core";

/** The package's version, as package.json has it; a test keeps the two the same. */
const VERSION = "0.1.0";

/** See `cpu`. */
export class CpuBackend implements Backend {
  readonly contract = "v1";
  readonly name = "cpu";
  readonly info: BackendInfo = {
    version: VERSION,
    runtime: "TypeScript",
    device: "cpu",
    threads: 1,
    native: [],
  };
  private disposed = false;

  supports(_request: KernelRequest): Support {
    return { status: "lowered" };
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    return this.executeSync(request);
  }

  executeSync(request: KernelRequest): Tensor[] {
    if (this.disposed) throw new BackendDisposedError("cpu");
    return evaluateRequest(request);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
  }
}
