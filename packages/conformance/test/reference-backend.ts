import {
  type Backend,
  BackendDisposedError,
  type BackendInfo,
  type KernelRequest,
  type Support,
  type Tensor,
} from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";

/** A complete backend: core's reference evaluation and nothing else. */
export class ReferenceBackend implements Backend {
  readonly contract = "v1";
  readonly name = "reference";
  readonly info: BackendInfo = {
    version: "1.0.0",
    runtime: "core's reference evaluation",
    device: "cpu",
    threads: 1,
    native: [],
  };
  private disposed = false;

  supports(_request: KernelRequest): Support {
    return { status: "lowered" };
  }

  executeSync(request: KernelRequest): Tensor[] {
    if (this.disposed) throw new BackendDisposedError(this.name);
    return evaluateRequest(request);
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    return this.executeSync(request);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
  }
}
