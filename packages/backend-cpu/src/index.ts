export type { DoubleKernel } from "@actfn/core/float32";
export { type CpuOptions, cpu } from "./cpu.js";
export type { CpuInfo } from "./info.js";
