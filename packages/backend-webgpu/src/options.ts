import { type Check, callable, fields, oneOf, where } from "@actfn/core/checks";
import type { GpuDevice, PowerPreference } from "./device/gpu.js";
import type { DeviceLostError } from "./errors/device-lost-error.js";

/** The options of `webgpu`. */
export interface WebgpuOptions {
  /**
   * A `GPUDevice` of your own to compute on, such as the one that another library has. `dispose` does not destroy it. Default: a
   * device of the adapter that the engine offers first, with the adapter's limits for the size and number of buffers.
   */
  readonly device?: GpuDevice;
  /** Which adapter to take where a machine has several. Default: the engine's own preference. */
  readonly powerPreference?: PowerPreference;
  /**
   * Called once if the device is lost while the backend is in use, as by a reset of the driver. From then on the backend supports
   * no request, so that the next one of the list is asked. Default: nothing is called.
   */
  readonly onLost?: (error: DeviceLostError) => void;
}

const isDevice = (value: unknown): boolean =>
  typeof (value as Partial<GpuDevice> | null)?.createComputePipelineAsync === "function";

const check = fields({
  device: where("a GPUDevice", isDevice),
  powerPreference: oneOf("low-power", "high-performance"),
  onLost: callable,
} satisfies Record<keyof WebgpuOptions, Check>);

/** Throws a `ConfigError` for the first option that does not exist or holds what it may not. */
export function checkOptions(options: unknown): asserts options is WebgpuOptions {
  check(options, "", "webgpu");
}
