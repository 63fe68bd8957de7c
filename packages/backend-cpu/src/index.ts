export { type CpuOptions, cpu } from "./cpu.js";
export { declarations } from "./deviations.js";
export type { CpuInfo, DoubleKernel } from "./info.js";
