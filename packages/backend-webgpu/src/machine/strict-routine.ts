import type { KernelRequest } from "@actfn/core";
import type { Dispatch } from "../device/device.js";
import type { Call, Routine } from "../routine.js";
import { MACHINE_BUFFERS, type StrictTier } from "./strict.js";

/** Double arithmetic for a kernel: strict precision, float64, and what float32 is not accurate enough for. */
export class StrictRoutine implements Routine {
  readonly wordsPerNumber: 1 | 2;
  readonly sumsOnDevice = true;
  readonly buffers: number = MACHINE_BUFFERS;
  private readonly tier: StrictTier;

  constructor(tier: StrictTier, { dtype }: KernelRequest) {
    this.tier = tier;
    this.wordsPerNumber = dtype === "float64" ? 2 : 1;
  }

  bytes(request: KernelRequest): number {
    return this.tier.bytes(request);
  }

  async dispatches({ request, inputs, results, memory }: Call): Promise<readonly Dispatch[]> {
    await this.tier.run(request, { inputs, results, memory });
    return [];
  }
}
