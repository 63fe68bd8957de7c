import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  cast,
  type DataOf,
  type DType,
  float16ToNumber,
  sizeOf,
  type Tensor,
  tensor,
} from "../../src/index.js";

/** A block of golden cases; the format is described in packages/conformance/cases/README.md. */
export interface Block {
  readonly tag: string;
  readonly dtype: DType;
  readonly options: Readonly<Record<string, number | string | boolean>>;
  readonly shape?: readonly number[];
  readonly tensors?: Readonly<Record<string, { readonly shape: readonly number[]; readonly bits: string }>>;
  readonly x: string;
  readonly y: string;
  readonly yShape?: readonly number[];
  readonly dy?: string;
  readonly dx?: string;
  readonly gradients?: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL("../../../conformance/cases/", import.meta.url));

/** The names of all activations that have golden cases. */
export const namesWithCases: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));

/** The blocks of an activation; none where it has no file. */
export function blocksOf(name: string): readonly Block[] {
  const path = `${folder}${name}.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { blocks: Block[] }).blocks : [];
}

const widths: Readonly<Record<DType, number>> = { float16: 4, bfloat16: 4, float32: 8, float64: 16 };

/** Bit patterns as the typed array of a dtype. */
export function decode<D extends DType>(bits: string, dtype: D): DataOf[D];
export function decode(bits: string, dtype: DType): DataOf[DType] {
  const width = widths[dtype];
  const bytes = new DataView(new ArrayBuffer(bits.length / 2));
  for (let i = 0; i < bits.length; i += 2) bytes.setUint8(i / 2, Number.parseInt(bits.slice(i, i + 2), 16));
  const length = bits.length / width;
  if (dtype === "float64") return Float64Array.from({ length }, (_, i) => bytes.getFloat64(i * 8));
  if (dtype === "float32") return Float32Array.from({ length }, (_, i) => bytes.getFloat32(i * 4));
  return Uint16Array.from({ length }, (_, i) => bytes.getUint16(i * 2));
}

/** Option values as the library takes them: the format writes infinities as words. */
export function optionsOf(block: Block): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(block.options).map(([name, value]) => [
      name,
      value === "Infinity" ? Infinity : value === "-Infinity" ? -Infinity : value,
    ]),
  );
}

const formats = {
  float16: { digits: 11, lowest: -14, highest: 15 },
  bfloat16: { digits: 8, lowest: -126, highest: 127 },
  float32: { digits: 24, lowest: -126, highest: 127 },
  float64: { digits: 53, lowest: -1022, highest: 1023 },
} as const;

/**
 * How far a result is from the exact value, in units of the last place of the dtype. Infinity where one is NaN and the
 * other is not, or zeros differ in sign; an overflow is right as an infinity.
 */
export function distance(got: number, exact: number, dtype: DType): number {
  if (Number.isNaN(exact) || Number.isNaN(got))
    return Number.isNaN(exact) && Number.isNaN(got) ? 0 : Infinity;
  if (got === 0 && exact === 0) return Object.is(got, exact) ? 0 : Infinity;
  if (got === exact) return 0;
  const { digits, lowest, highest } = formats[dtype];
  const largest = (2 - 2 ** (1 - digits)) * 2 ** highest;
  if (!Number.isFinite(got))
    return got === Math.sign(exact) * Infinity && Math.abs(exact) > largest ? 0.5 : Infinity;
  if (!Number.isFinite(exact)) return Infinity;
  if (got === 0 && Math.sign(exact) < 0 !== Object.is(got, -0)) return Infinity;
  const exponent = Math.min(Math.max(Math.floor(Math.log2(Math.abs(exact))), lowest), highest);
  return Math.abs(got - exact) / 2 ** (exponent - digits + 1);
}

/** The elements of typed data as numbers. */
export function numbers(data: DataOf[DType], dtype: DType): number[] {
  return Array.from(data, (value) => (dtype === "float16" ? float16ToNumber(value) : value));
}

/** A tensor of ones. */
export function ones(dtype: DType, shape: readonly number[]): Tensor {
  return cast(tensor(Array.from({ length: sizeOf(shape) }, () => 1)).reshape(shape), dtype);
}
