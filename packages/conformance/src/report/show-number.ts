import type { DType } from "@actfn/core";
import { toHex } from "../numbers/bits.js";

/** A number with its bit pattern, so that it can be read and repeated: `-5.5 (c0b00000)`. */
export function showNumber(value: number, dtype: DType): string {
  const digits = Object.is(value, -0) ? "-0" : `${Number(value.toPrecision(dtype === "float64" ? 17 : 9))}`;
  return `${digits} (${toHex(value, dtype)})`;
}
