/** The functions that apply primitives. Each is beside its record. */
export * from "./primitives/arithmetic.js";
export * from "./primitives/comparison.js";
export * from "./primitives/exponential.js";
export * from "./primitives/gaussian.js";
export * from "./primitives/reduction.js";
export * from "./primitives/trigonometric.js";
