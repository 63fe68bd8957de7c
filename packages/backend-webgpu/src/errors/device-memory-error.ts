import { ActfnError } from "@actfn/core";

/** Thrown if the device has no memory for the tensors of a call. */
export class DeviceMemoryError extends ActfnError {
  static readonly code = "ACTFN_DEVICE_MEMORY";

  constructor(message: string) {
    super(
      DeviceMemoryError.code,
      `The WebGPU device has no memory for the tensors of the call: ${message.trim()} Compute it in parts, or with fewer calls at a time.`,
    );
  }
}
