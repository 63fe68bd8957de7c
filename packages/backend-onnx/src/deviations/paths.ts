import type { CodePathRange } from "@actfn/core";

/** The measured versions. */
const versions = ["1.21.1", "1.30.0"] as const;

const node: CodePathRange = {
  runtime: "onnxruntime-node",
  versions,
  provider: "cpu",
  variants: ["sse4", "avx2", "avx512"],
};
const web: CodePathRange = { runtime: "onnxruntime-web", versions, provider: "wasm", variants: ["simd128"] };

/** arm64 processors, measured in an emulator. */
export const arm64: readonly CodePathRange[] = [
  { ...node, versions: ["1.30.0", "1.30.0"], variants: ["neon"] },
];

/** Operators on WebGPU. Only the adapter that computes on the processor was measured; others may give other numbers. */
export const webgpu: readonly CodePathRange[] = [
  { ...node, versions: ["1.30.0", "1.30.0"], provider: "webgpu", variants: ["swiftshader"] },
];

/** The code paths on which the deviations were measured. */
export const measured: readonly CodePathRange[] = [node, web, ...arm64, ...webgpu];

/** The code paths of Softmax without AVX-512. */
export const withoutAvx512: readonly CodePathRange[] = [
  { ...node, variants: ["sse4", "avx2"] },
  web,
  ...arm64,
];
