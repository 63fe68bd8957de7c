import type { Backend, BackendInfo, KernelRequest, Support, Tensor } from "@actfn/core";
import { reference } from "@actfn/core/program";

/** The reference backend as a class, so that a mutant overrides the method that it breaks. */
export class MutantBackend implements Backend {
  private readonly reference = reference() as Required<Backend>;
  readonly contract = "v1";
  readonly name: string = this.reference.name;
  readonly info: BackendInfo = this.reference.info;

  supports(request: KernelRequest): Support {
    return this.reference.supports(request);
  }

  executeSync(request: KernelRequest): Tensor[] {
    return this.reference.executeSync(request);
  }

  async execute(request: KernelRequest): Promise<Tensor[]> {
    return this.executeSync(request);
  }

  async dispose(): Promise<void> {
    await this.reference.dispose();
  }
}
