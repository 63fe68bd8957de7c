import {
  elu,
  gelu,
  logSoftmax,
  mish,
  sigmoid,
  silu,
  softmax,
  softplus,
  type Tensor,
  tanh,
  tensor,
} from "@actfn/core";
import { expect, it } from "vitest";
import { cpu } from "../src/index.js";
import { runtimeOn, tensorsOf } from "./reference.js";

/** FNV-1a over the bits of some results, with one NaN for all. */
function digest(results: readonly Tensor[]): string {
  let hash = 0x811c9dc5;
  for (const { data } of results) {
    const numbers = Float64Array.from(data, (value) => (Number.isNaN(value) ? Number.NaN : value));
    for (const byte of new Uint8Array(numbers.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

// The number was found on Node 20 and is the same on Node 24 and wherever else this test runs: what a machine or an
// engine could do differently (fused operations, Math.exp, the order of a sum) does not occur in the strict tier.
it("strict results have the same bits on every machine and engine", async () => {
  const runtime = runtimeOn(await cpu({ threads: 1 }), "strict");
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
  expect(digest(results)).toBe("7ec75bbe");
});
