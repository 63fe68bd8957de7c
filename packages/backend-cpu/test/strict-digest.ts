import {
  type Backend,
  createRuntime,
  elu,
  gelu,
  logSoftmax,
  mish,
  sigmoid,
  silu,
  softmax,
  softplus,
  Tensor,
  tanh,
  tensor,
} from "@actfn/core";

/** What {@link strictDigest} gives on every machine and engine; found on Node 20. */
export const STRICT_DIGEST = "a49a762d";

/**
 * A number for the bits of strict results, values and gradients, in float32 and float64, at sizes from 2^-60 to 2^69 of both
 * signs: what a machine or an engine could do differently (fused operations, Math.exp, the order of a sum) would change it.
 */
export function strictDigest(backend: Backend): string {
  const runtime = createRuntime({ backends: [backend], precision: "strict" });
  const values = Array.from({ length: 4096 }, (_, i) => {
    const size = (1 + (i % 13) / 16) * 2 ** (((i * 37) % 130) - 60);
    return i % 2 === 0 ? size : -size;
  });
  const results: Tensor[] = [];
  for (const dtype of ["float32", "float64"] as const) {
    const x = tensor(values, { dtype, shape: [64, 64] });
    const dy = tensor(
      values.map((_, i) => Math.fround(1 + (i % 7) / 8)),
      { dtype, shape: [64, 64] },
    );
    for (const activation of [sigmoid, tanh, gelu, silu, mish, softplus, elu, softmax, logSoftmax]) {
      results.push(...tensorsOf(runtime.forwardSync(activation, x)));
      results.push(...tensorsOf(runtime.backwardSync(activation, x, dy)));
    }
  }
  return fnv1a(results);
}

function tensorsOf(answer: unknown): Tensor[] {
  return Tensor.isTensor(answer) ? [answer] : Object.values(answer as Record<string, Tensor>);
}

/** FNV-1a over the bits of some results, with one NaN for all. */
function fnv1a(results: readonly Tensor[]): string {
  let hash = 0x811c9dc5;
  for (const { data } of results) {
    const numbers = Float64Array.from(data, (value) => (Number.isNaN(value) ? Number.NaN : value));
    for (const byte of new Uint8Array(numbers.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
