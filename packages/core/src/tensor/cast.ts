import { codecOf } from "./codec.js";
import { allocate, type DType } from "./dtype.js";
import { Tensor } from "./tensor.js";

/**
 * The same numbers in another dtype, each rounded once to the nearest (to even at a tie). A tensor that has the
 * dtype already is returned as it is.
 */
export function cast<D extends DType>(source: Tensor, dtype: D): Tensor<D>;
export function cast(source: Tensor, dtype: DType): Tensor {
  if (source.dtype === dtype) return source;
  const out = allocate(dtype, source.size);
  const { decode } = codecOf(source.dtype);
  const { encode } = codecOf(dtype);
  for (let i = 0; i < out.length; i++) out[i] = encode(decode(source.data[i] as number));
  return new Tensor(dtype, source.shape, out);
}
