import { codecOf, type DType, isEncoded, type Tensor } from "@actfn/core";

const scratch = new DataView(new ArrayBuffer(8));

/** The position of a number among all of its dtype's, so that neighbors differ by 1. Both zeros are at 0. */
function position(value: number, dtype: DType): bigint {
  if (dtype === "float64") scratch.setFloat64(0, Math.abs(value));
  else scratch.setFloat32(0, Math.abs(value));
  const bits = dtype === "float64" ? scratch.getBigUint64(0) : BigInt(scratch.getUint32(0));
  return value < 0 ? -bits : bits;
}

function half(bits: number): number {
  const magnitude = bits & 0x7fff;
  return bits & 0x8000 ? -magnitude : magnitude;
}

/** Where two tensors differ most, in steps from one number of the dtype to the next. */
export interface Difference {
  readonly ulp: number;
  readonly index: number;
  readonly got: number;
  readonly expected: number;
}

/** Says a difference in words, with the sign of zero. */
export function describeDifference({ ulp, got, expected }: Difference): string {
  const show = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));
  return `got ${show(got)}, expected ${show(expected)}, ${ulp} ulp apart`;
}

/**
 * The largest difference. NaN on one side only, and a zero of the other sign, count as infinite. Differences of at most
 * `noise` times the largest finite value expected count as none.
 */
export function largestDifference(got: Tensor, expected: Tensor, noise = 0): Difference {
  let worst: Difference = { ulp: 0, index: -1, got: 0, expected: 0 };
  const { decode: read } = codecOf(got.dtype);
  let floor = 0;
  for (const value of expected.data) {
    const size = Math.abs(read(value));
    if (noise > 0 && size < Infinity) floor = Math.max(floor, size * noise);
  }
  for (let i = 0; i < expected.size; i++) {
    const [a, b] = [read(got.data[i] as number), read(expected.data[i] as number)];
    if (Math.abs(a - b) <= floor && a !== b) continue;
    let ulp = 0;
    if (Number.isNaN(a) || Number.isNaN(b)) ulp = Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
    else if (a === 0 && b === 0) ulp = Object.is(a, b) ? 0 : Infinity;
    else if (isEncoded(got.dtype)) {
      ulp = Math.abs(half(got.data[i] as number) - half(expected.data[i] as number));
    } else ulp = Math.abs(Number(position(a, got.dtype) - position(b, got.dtype)));
    if (ulp > worst.ulp) worst = { ulp, index: i, got: a, expected: b };
  }
  return worst;
}
