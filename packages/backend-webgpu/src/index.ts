export type { WebgpuBackend } from "./backend.js";
export type * from "./device/gpu.js";
export { DeviceError } from "./errors/device-error.js";
export { DeviceLostError } from "./errors/device-lost-error.js";
export { DeviceMemoryError } from "./errors/device-memory-error.js";
export type { WebgpuInfo } from "./info.js";
export type { WebgpuOptions } from "./options.js";
export type { StartCheck } from "./start-check/start-check.js";
export { webgpu } from "./webgpu.js";
