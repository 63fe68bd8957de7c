import type { Backend, BackendInfo, KernelRequest, Support, Tensor } from "../../src/index.js";
import { evaluateRequest } from "../../src/program/index.js";

/** The reference as a backend; remembers what it was asked. */
export class ReferenceStandIn implements Backend {
  readonly contract = "v1";
  readonly name = "reference";
  readonly info: BackendInfo = { version: "1", runtime: "test", device: "cpu", threads: 1, native: [] };
  readonly seen: string[] = [];

  supports(): Support {
    return { status: "lowered" };
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    return this.executeSync(request);
  }

  executeSync(request: KernelRequest): Tensor[] {
    const { activation, pass, precision, dtype, options } = request;
    this.seen.push(`${activation.name} ${pass} ${precision} ${dtype} ${JSON.stringify(options)}`);
    return evaluateRequest(request);
  }

  async dispose(): Promise<void> {}
}
