import { allocate, codecOf, type DType, isEncoded, type TensorData } from "@actfn/core";
import { formats } from "./format.js";

const view = new DataView(new ArrayBuffer(8));

/** Reads bit patterns written one after another as hexadecimal digits, most significant first. */
export function fromHex(hex: string, dtype: DType): TensorData {
  const digits = hex.includes(" ") ? hex.replaceAll(" ", "") : hex;
  const width = formats[dtype].hex;
  if (digits.length % width !== 0) {
    throw new RangeError(`${digits.length} hexadecimal digits are not a whole number of ${dtype}s.`);
  }
  const out = allocate(dtype, digits.length / width);
  const words = new Uint32Array(out.buffer, 0, isEncoded(dtype) ? 0 : out.byteLength / 4);
  for (let i = 0; i < out.length; i++) {
    const at = i * width;
    if (isEncoded(dtype)) out[i] = Number.parseInt(digits.slice(at, at + 4), 16);
    else if (dtype === "float32") words[i] = Number.parseInt(digits.slice(at, at + 8), 16);
    else {
      view.setUint32(0, Number.parseInt(digits.slice(at, at + 8), 16));
      view.setUint32(4, Number.parseInt(digits.slice(at + 8, at + 16), 16));
      out[i] = view.getFloat64(0);
    }
  }
  return out;
}

/** A number's bit pattern in a dtype, as hexadecimal digits. */
export function toHex(value: number, dtype: DType): string {
  if (isEncoded(dtype)) return codecOf(dtype).encode(value).toString(16).padStart(4, "0");
  if (dtype === "float32") {
    view.setFloat32(0, value);
    return view.getUint32(0).toString(16).padStart(8, "0");
  }
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

/** Returns the number with a given bit pattern. For float64 the pattern is the high word; the low word is 0. */
export function fromBits(bits: number, dtype: DType): number {
  if (isEncoded(dtype)) return codecOf(dtype).decode(bits & 0xffff);
  view.setUint32(0, bits);
  if (dtype === "float32") return view.getFloat32(0);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** The bytes of a typed array, for comparing bit by bit. */
export function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Whether two typed arrays hold the same bits; any NaN equals any other. */
export function sameNumbers(a: TensorData, b: TensorData): boolean {
  return a.length === b.length && firstDifference(a, b) === -1;
}

/** The first index at which two arrays differ, the signs of zeros told apart and NaNs not; −1 where there is none. */
export function firstDifference(a: TensorData, b: TensorData): number {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i;
  return -1;
}
