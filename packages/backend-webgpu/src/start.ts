import { BackendStartError } from "@actfn/core";
import { WebgpuBackend } from "./backend.js";
import { Device } from "./device/device.js";
import { OTHERS, openDevice } from "./device/open.js";
import type { WebgpuOptions } from "./options.js";
import { checkDevice } from "./start-check/start-check.js";

/** Opens the device, finds out what it does with numbers, and makes the backend. */
export async function start(options: WebgpuOptions): Promise<WebgpuBackend> {
  const open = await openDevice(options);
  const device = new Device(open, (error) => options.onLost?.(error));
  try {
    return new WebgpuBackend(open, device, await checkDevice(device));
  } catch (cause) {
    device.end();
    throw new BackendStartError("webgpu", OTHERS, cause);
  }
}
