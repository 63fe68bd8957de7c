import { WebgpuBackend } from "./backend.js";
import { Device } from "./device/device.js";
import { openDevice } from "./device/open.js";
import type { WebgpuOptions } from "./options.js";

/** Opens the device, finds out what it does with numbers, and makes the backend. */
export async function start(options: WebgpuOptions): Promise<WebgpuBackend> {
  const open = await openDevice(options);
  const device = new Device(open, (error) => options.onLost?.(error));
  return new WebgpuBackend(open, device, { rounding: { quotient: "device", root: "device" } });
}
