export { type CpuOptions, cpu } from "./cpu.js";
export { type Deviation, deviations, type Where, type WiderBound, widerBounds } from "./deviations.js";
