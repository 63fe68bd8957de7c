import { codecOf, type DType, isEncoded, type Tensor } from "@actfn/core";

/** A binary floating-point format. */
export interface Format {
  /** Digits of the significand, the leading one included. */
  readonly digits: number;
  /** The exponent of the smallest normal number. */
  readonly lowest: number;
  /** The exponent of the largest number. */
  readonly highest: number;
  /** Hexadecimal digits of a bit pattern. */
  readonly hex: number;
}

/** IEEE 754's binary32, binary64 and binary16, and bfloat16. */
export const formats: Readonly<Record<DType, Format>> = {
  float32: { digits: 24, lowest: -126, highest: 127, hex: 8 },
  float64: { digits: 53, lowest: -1022, highest: 1023, hex: 16 },
  float16: { digits: 11, lowest: -14, highest: 15, hex: 4 },
  bfloat16: { digits: 8, lowest: -126, highest: 127, hex: 4 },
};

/** The smallest number above 0 of a dtype. */
export function smallest(dtype: DType): number {
  const { lowest, digits } = formats[dtype];
  return 2 ** (lowest - digits + 1);
}

/** The largest finite number of a dtype. */
export function largest(dtype: DType): number {
  const { highest, digits } = formats[dtype];
  return (2 - 2 ** (1 - digits)) * 2 ** highest;
}

/** A double rounded once to a dtype, as a number. */
export function roundTo(value: number, dtype: DType): number {
  const { decode, encode } = codecOf(dtype);
  return dtype === "float32" ? Math.fround(value) : decode(encode(value));
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const highWord = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const lowestExponent = -1074;
const powers = Float64Array.from({ length: 1024 - lowestExponent }, (_, i) => 2 ** (i + lowestExponent));

/** floor(log2 |value|) of a finite number other than 0. */
export function exponentOf(value: number): number {
  double[0] = value;
  const biased = ((words[highWord] as number) >>> 20) & 0x7ff;
  return biased === 0 ? exponentOf(value * 2 ** 64) - 64 : biased - 1023;
}

/** The distance between neighboring numbers of a dtype around a finite value: its unit in the last place. */
export function ulpSize(value: number, dtype: DType): number {
  const { digits, lowest, highest } = formats[dtype];
  const exponent = value === 0 ? lowest : exponentOf(value);
  const kept = exponent < lowest ? lowest : exponent > highest ? highest : exponent;
  return powers[kept - digits + 1 - lowestExponent] as number;
}

/** The elements of a tensor as doubles; exact, since every number of the other dtypes is one. */
export function toDoubles({ data, dtype, size }: Tensor): Float64Array {
  if (!isEncoded(dtype)) return new Float64Array(data);
  const { decode } = codecOf(dtype);
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) out[i] = decode(data[i] as number);
  return out;
}
