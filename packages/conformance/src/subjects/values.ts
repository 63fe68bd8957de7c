import { cast, type DType, Tensor } from "@actfn/core";
import { fromBits, fromHex } from "../numbers/bits.js";
import { largest, roundTo, smallest, ulpSize } from "../numbers/format.js";
import type { Random } from "../numbers/random.js";

/** NaNs of a dtype as bit patterns: quiet and signaling, with payloads, of both signs. */
const nanBits: Readonly<Record<DType, string>> = {
  float32: "7fc00000 ffc00000 7fc12345 7f800001 ff812345 7fffffff",
  float64: "7ff8000000000000 fff8000000000000 7ff8000000012345 7ff0000000000001 ffffffffffffffff",
  float16: "7e00 fe00 7e23 7c01 fd23 7fff",
  bfloat16: "7fc0 ffc0 7fc1 7f81 ff92 7fff",
};

/** A few numbers of each kind, at which options are looked at: a call of theirs is prepared once for all checks. */
export const ordinaryAndSpecial: readonly number[] = [
  -20,
  -3,
  -1,
  -0.3,
  -0,
  0,
  0.3,
  1,
  3,
  20,
  Infinity,
  -Infinity,
  Number.NaN,
];

/** A tensor of every NaN of a dtype that may be treated differently. */
export function nans(dtype: DType): Tensor {
  const data = fromHex(nanBits[dtype], dtype);
  return new Tensor(dtype, [data.length], data);
}

/** Numbers at which something changes in a dtype: zeros, subnormals, the ends, ±1 and their neighbors. */
export function edges(dtype: DType): number[] {
  const tiny = smallest(dtype);
  const normal = tiny * (1 / ulpSize(1, dtype));
  const positive = [0, tiny, 3 * tiny, normal - tiny, normal, normal + tiny, ulpSize(1, dtype)];
  positive.push(...[1, 0.5, 2, 3, 6].flatMap((value) => neighbors(value, dtype, 1)));
  positive.push(
    largest(dtype) / 2,
    largest(dtype) - ulpSize(largest(dtype), dtype),
    largest(dtype),
    Infinity,
  );
  return positive.flatMap((value) => [value, -value]);
}

/** A number with those next to it on both sides. */
export function neighbors(value: number, dtype: DType, steps: number): number[] {
  const center = roundTo(value, dtype);
  const step = ulpSize(center, dtype);
  return Array.from({ length: 2 * steps + 1 }, (_, i) => roundTo(center + (i - steps) * step, dtype));
}

/** Where implementations have been seen to break: ends of ranges, saturation, overflow of steps in between. */
const landmarks = [
  1e-8, 1e-7, 1e-4, 1e-3, 0.1, 0.5671432904, 0.7517915247, 0.7524614221, 1.1924312145, 1.2784645428, 2.9,
  2.9999998, 4, 5, 5.5, 6, 8, 8.5, 9.010913, 10, 10.77087, 12, 13.14625, 14.35607, 14.6446, 16.635532,
  16.740633, 17, 17.32868, 20, 30, 40, 50, 87.33654, 88.376, 88.72284, 89, 91.8568, 100, 103.97208, 108.6603,
  700, 1000, 5000, 4194304, 8388608, 8.78182e6, 1e7, 2.5e7, 1e20, 5e29, 1e30, 1e38, 3.4e38,
];

/** The landmarks that a dtype can hold, of both signs. */
export function landmarksOf(dtype: DType): number[] {
  return landmarks
    .filter((value) => value <= largest(dtype))
    .flatMap((value) => [value, -value])
    .map((value) => roundTo(value, dtype));
}

/** A few numbers per power of two over a range of exponents, of both signs. */
export function ladder(dtype: DType, from: number, to: number, perBinade: number, random: Random): number[] {
  const values: number[] = [];
  for (let exponent = from; exponent < to; exponent++) {
    for (let i = 0; i < perBinade; i++) {
      const value = roundTo(2 ** exponent * (1 + (i + random.unit()) / perBinade), dtype);
      values.push(value, -value);
    }
  }
  return values;
}

/** Numbers with uniformly random bit patterns: subnormals, huge numbers, infinities and NaNs among them. */
export function patterns(dtype: DType, count: number, random: Random): Tensor {
  const data = new Float64Array(count).map(() => {
    const high = fromBits(random.bits(), dtype);
    return dtype === "float64" ? high * (1 + random.bits() * 2 ** -52) : high;
  });
  return tensorOf(data, dtype);
}

/** A tensor of numbers, each rounded once; of one axis unless a shape is given. */
export function tensorOf(
  values: ArrayLike<number>,
  dtype: DType,
  shape: readonly number[] = [values.length],
): Tensor {
  return cast(new Tensor("float64", shape, Float64Array.from(values)), dtype);
}
