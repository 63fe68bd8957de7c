import { bfloat16ToNumber, numberToBfloat16 } from "./bfloat16.js";
import type { DType } from "./dtype.js";
import { float16ToNumber, numberToFloat16 } from "./float16.js";

/** How a dtype's numbers are stored as bit patterns. */
export interface Codec {
  /** The number that a bit pattern stands for. */
  readonly decode: (bits: number) => number;
  /** The bit pattern of a number rounded once to the dtype, to even at a tie. */
  readonly encode: (value: number) => number;
}

const asTheyAre: Codec = { decode: (value) => value, encode: (value) => value };

const codecs: Readonly<Record<DType, Codec>> = {
  float32: asTheyAre,
  float64: asTheyAre,
  float16: { decode: float16ToNumber, encode: numberToFloat16 },
  bfloat16: { decode: bfloat16ToNumber, encode: numberToBfloat16 },
};

/** How the numbers of a dtype are stored: as they are in a `Float32Array` or `Float64Array`, or as bit patterns. */
export function codecOf(dtype: DType): Codec {
  return codecs[dtype];
}

/** Whether a dtype's typed array holds bit patterns rather than numbers: so it is for those of two bytes. */
export function isEncoded(dtype: DType): boolean {
  return codecs[dtype] !== asTheyAre;
}
