import { ShapeError } from "../errors/shape-error.js";

/**
 * The element types that activations compute with.
 *
 * - `float32`: the default; stored in a `Float32Array`.
 * - `float64`: stored in a `Float64Array`.
 * - `float16`: a storage type: each value is computed in float32 and rounded once; stored as bit patterns in a
 *   `Uint16Array`, on every engine, whether or not it has `Float16Array`.
 * - `bfloat16`: the same with the exponent of a float32 and 8 digits: the upper half of a float32's bits.
 */
export type DType = "float32" | "float64" | "float16" | "bfloat16";

/** The formats of arithmetic: that of every number of a program. */
export type Format = "float64" | "float32";

/** The typed array that holds the elements of each dtype. */
export interface DataOf {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly float16: Uint16Array;
  readonly bfloat16: Uint16Array;
}

/** Any typed array that a tensor can hold. */
export type TensorData = DataOf[DType];

/** Every dtype, in the order in which messages list them. */
export const dtypes: readonly DType[] = ["float32", "float64", "float16", "bfloat16"];

/** Bytes that one element takes. */
export const bytesPerElement: Readonly<Record<DType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
};

/** Makes a zeroed typed array for `length` elements of a dtype; throws a `ShapeError` where the engine has no memory for it. */
export function allocate<D extends DType>(dtype: D, length: number): DataOf[D];
export function allocate(dtype: DType, length: number): TensorData {
  try {
    if (dtype === "float64") return new Float64Array(length);
    return dtype === "float32" ? new Float32Array(length) : new Uint16Array(length);
  } catch {
    throw new ShapeError(
      `There is not enough memory for ${length} elements of ${dtype}. Split the input into several calls.`,
    );
  }
}
