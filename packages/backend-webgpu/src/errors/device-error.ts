import { ActfnError } from "@actfn/core";
import { asSentence } from "@actfn/core/checks";

/** Thrown if the device refuses a shader or a command. It is a fault of this package or of the driver, not of the call. */
export class DeviceError extends ActfnError {
  static readonly code = "ACTFN_DEVICE";

  constructor(what: string, message: string, cause?: unknown) {
    super(
      DeviceError.code,
      `The WebGPU device refused ${what}: ${asSentence(message.trim())} Use another backend, such as cpu(), for this call. Report the error in the repository of @actfn/backend-webgpu, with info.device of the backend.`,
      cause,
    );
  }
}
