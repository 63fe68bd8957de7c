import {
  type Activation,
  type Backend,
  createRuntime,
  type DType,
  type Runtime,
  type Tensor,
  tensor,
} from "@actfn/core";
import { activations, requiredOptions, tensorsOf } from "./reference.js";

const SHAPE = [4, 16, 32];
const ROW = 32;
const SIZE = 2048;
const specials = [0, -0, Infinity, -Infinity, Number.NaN, 2 ** -149, -(2 ** -149), 5e-324, 3.4e38, -1e308];

/**
 * Numbers of nearly every size from 2^-60 to 2^69, of both signs; in every other row ordinary ones from -9 to 9, so that
 * more than one element of a row has a part in what is computed along it; in the last row special ones.
 */
const values = Array.from({ length: SIZE }, (_, i) => {
  const row = Math.floor(i / ROW);
  if (row === SIZE / ROW - 1) return specials[i % specials.length] as number;
  // Sums and products that are exact, so that the numbers are the same everywhere.
  if (row % 2 === 1) return (((i * 7919) % 4096) - 2048) * (9 / 2048);
  const size = (1 + (i % 13) / 16) * 2 ** (((i * 37) % 130) - 60);
  return i % 2 === 0 ? size : -size;
});

/**
 * For each activation of the catalogue a number for the bits of its strict results, values and gradients, in float32 and
 * float64: what a processor or an engine could do differently (fused operations, Math.exp, the order of a sum) changes it.
 */
export async function strictDigests(backend: Backend): Promise<Record<string, string>> {
  const runtime = createRuntime({ backends: [backend], precision: "strict" });
  const digests: Record<string, string> = {};
  for (const activation of activations) {
    const results = [
      ...(await resultsOf(runtime, activation, "float32")),
      ...(await resultsOf(runtime, activation, "float64")),
    ];
    digests[activation.definition.name] = hashOf(results.map(({ data }) => canonical(data)));
  }
  return digests;
}

/** One number for all of {@link strictDigests}, in whatever order. */
export function digestOf(digests: Readonly<Record<string, string>>): string {
  const text = Object.entries(digests)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, digest]) => `${name} ${digest}\n`)
    .join("");
  return hashOf([Uint8Array.from(text, (c) => c.charCodeAt(0))]);
}

async function resultsOf(runtime: Runtime, activation: Activation, dtype: DType): Promise<Tensor[]> {
  const options = requiredOptions(activation);
  const x = tensor(values, { dtype, shape: SHAPE });
  const outputs = tensorsOf(await runtime.forward(activation, x, options));
  const cotangents = outputs.map(({ shape, size }) =>
    tensor(
      Array.from({ length: size }, (_, i) => 1 + (i % 7) / 8),
      { dtype, shape },
    ),
  );
  const results = [...outputs];
  for (const dy of cotangents) results.push(...tensorsOf(await runtime.backward(activation, x, dy, options)));
  return results;
}

/** The bits of numbers as doubles, with one NaN for all. */
function canonical(data: ArrayLike<number>): Uint8Array {
  const numbers = Float64Array.from(data, (value) => (Number.isNaN(value) ? Number.NaN : value));
  return new Uint8Array(numbers.buffer);
}

/** FNV-1a over the bytes of some arrays. */
function hashOf(arrays: readonly Uint8Array[]): string {
  let hash = 0x811c9dc5;
  for (const bytes of arrays) for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
