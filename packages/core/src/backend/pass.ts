/** Forward: the value. Backward: the gradient, as a vector-Jacobian product with dy. */
export type Pass = "forward" | "backward";

/**
 * - `strict`: float32 forward within 0.51 ulp, gradients within 1 ulp, the same on every machine.
 * - `fast`: float32 within 4 ulp, or the native operator of an engine.
 *
 * Where terms cancel, an error is measured by the largest of them: 2^-46 of it in strict float32 gradients, 2^-23 in fast
 * ones. float64 is within 4 ulp or 2^-50 of the largest term at both, forward too: tanhshrink, x − tanh(x), is 6 ulp off at
 * −1.01. `contractBound` tells every bound.
 */
export type Precision = "strict" | "fast";
