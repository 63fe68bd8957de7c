import { ActfnError } from "@actfn/core";

/** Thrown if the device refuses a shader or a command. It is a fault of this package or of the driver, not of the call. */
export class DeviceError extends ActfnError {
  static readonly code = "ACTFN_DEVICE";

  constructor(what: string, message: string, cause?: unknown) {
    super(
      DeviceError.code,
      `The WebGPU device refused ${what}: ${message.trim()} Please report it with the name of the adapter; another backend in the list, such as cpu(), computes the call.`,
      cause,
    );
  }
}
