import { ActfnError } from "@actfn/core";

/** Thrown to calls on a device that was lost: its driver was reset, it was removed, or somebody destroyed it. */
export class DeviceLostError extends ActfnError {
  static readonly code = "ACTFN_DEVICE_LOST";

  constructor(message: string) {
    const why = message === "" ? "" : `: ${message.trim()}`;
    super(
      DeviceLostError.code,
      `The WebGPU device was lost${why}. Calls now go to the next backend in the list. To use the device again, call use([webgpu(), …]).`,
    );
  }
}
