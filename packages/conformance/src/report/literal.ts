import { isEncoded, Tensor } from "@actfn/core";
import { bytesOf } from "../numbers/bits.js";
import { roundTo, toDoubles } from "../numbers/format.js";
import { tensorOf } from "../subjects/values.js";

const arrays: Readonly<Record<Tensor["dtype"], string>> = {
  float32: "Float32Array",
  float64: "Float64Array",
  float16: "Uint16Array",
  bfloat16: "Uint16Array",
};

/** JavaScript that makes a tensor with the same bits; it needs `tensor` of @actfn/core unless it is one axis of float32 or float64. */
export function tensorLiteral(given: Tensor): string {
  const { dtype, shape } = given;
  const isPlain = !isEncoded(dtype) && shape.length === 1;
  if (hasOwnBits(given)) {
    const words = patternsOf(given).join(", ");
    const list = isEncoded(dtype) ? `[${words}]` : `new Uint32Array([${words}]).buffer`;
    const bits = `new ${arrays[dtype]}(${list})`;
    return isPlain ? bits : `tensor(${bits}, { dtype: "${dtype}", shape: [${shape.join(", ")}] })`;
  }
  const numbers = [...toDoubles(given)].map((value) => numberLiteral(value, dtype)).join(", ");
  if (isPlain) return `new ${arrays[dtype]}([${numbers}])`;
  return `tensor([${numbers}], { dtype: "${dtype}", shape: [${shape.join(", ")}] })`;
}

/** A value of an option as JavaScript. */
export function valueLiteral(value: unknown): string {
  if (Tensor.isTensor(value)) return tensorLiteral(value);
  if (typeof value === "number") return numberLiteral(value, "float64");
  return JSON.stringify(value);
}

/** A call's options as JavaScript, with a comma before them; nothing where there are none. */
export function optionsLiteral(options: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(options).map(([name, value]) => `${name}: ${valueLiteral(value)}`);
  return fields.length === 0 ? "" : `, { ${fields.join(", ")} }`;
}

/** The fewest digits that are read back as the same number of the dtype. */
function numberLiteral(value: number, dtype: Tensor["dtype"]): string {
  if (Object.is(value, -0)) return "-0";
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(value.toPrecision(digits));
    if (roundTo(short, dtype) === value) return String(short);
  }
  return String(value);
}

/** Whether numbers cannot tell the bits: some NaN is another than the one that `NaN` makes. */
function hasOwnBits(given: Tensor): boolean {
  const doubles = toDoubles(given);
  if (!doubles.some(Number.isNaN)) return false;
  const written = doubles.map((value) => (Number.isNaN(value) ? Number.NaN : value));
  const usual = bytesOf(tensorOf(written, given.dtype).data);
  return bytesOf(given.data).some((byte, i) => byte !== usual[i]);
}

function patternsOf({ data, dtype }: Tensor): string[] {
  const bytes = bytesOf(data).slice();
  const words = isEncoded(dtype) ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
  return Array.from(words, (word) => `0x${word.toString(16)}`);
}
