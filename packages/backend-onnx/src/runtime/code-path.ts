import type { TensorData } from "@actfn/core";
import { GraphBuilder } from "../graph/graph-builder.js";
import { modelBytes } from "../model/graph-model.js";
import type { Engine, Session, SessionOptions } from "./engine.js";

// ONNX Runtime selects its kernels by the processor. Neither Node nor a browser describes the processor well enough, and an
// emulator reports that of its host. But the kernels differ in bits: without a fused multiply-add Tanh is rounded once more,
// and only with AVX-512 Softmax keeps subnormal results. So this module runs two operators on sixteen numbers and looks up
// their bits.

/** Sixteen numbers, which fill the widest vector. The softmax of the first one is subnormal. */
const numbers = Float32Array.from({ length: 16 }, (_, i) => [-95, 0][i] ?? -i * (i / 32 + 1 / 16));

/** The code paths by execution provider (for the processor also by architecture), with the bits of Tanh and of Softmax. */
const variants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "cpu x64": {
    "ddea8ce8-1abfbf2b": "avx512",
    "ddea8ce8-f9aad877": "avx2",
    // Without a fused multiply-add, up to AVX.
    "a67c3ed-d69fab18": "sse4",
  },
  "cpu arm64": { "ddea8ce8-a861e815": "neon", "ddea8ce8-11525577": "sve" },
  wasm: { "a67c3ed-d69fab18": "simd128" },
  webgpu: { "84f606f2-a84dd21b": "swiftshader" },
};

/** The result of an execution provider's first session. */
export interface Fingerprint {
  /** The bits, as text. */
  readonly bits: string;
  /** The kernels with these bits; undefined if they are unknown. */
  readonly variant: string | undefined;
}

/**
 * Opens a session on an execution provider and identifies its kernels by their bits. Rejects if the provider is not available.
 */
export async function fingerprint(
  engine: Engine,
  provider: string,
  options: SessionOptions,
): Promise<Fingerprint> {
  const session = await engine.open(model(), options);
  try {
    const bits = await bitsOf(session);
    return { bits, variant: variants[provider === "cpu" ? `cpu ${architecture()}` : provider]?.[bits] };
  } finally {
    await session.close();
  }
}

async function bitsOf(session: Session): Promise<string> {
  const x = { type: "float32", data: numbers, dims: [numbers.length] } as const;
  return (await session.run({ x }, ["tanh", "softmax"])).map(hash).join("-");
}

/** Node reports it for an emulated processor too. */
function architecture(): string {
  const { process } = globalThis as { readonly process?: { readonly arch?: string } };
  return process?.arch ?? "";
}

function hash(values: TensorData): string {
  const words = new Uint32Array(Float32Array.from(values).buffer);
  return words.reduce((sum, word) => Math.imul(sum ^ word, 0x9e3779b1) >>> 0, 0).toString(16);
}

function model(): Uint8Array {
  const builder = new GraphBuilder();
  const x = builder.input("x", "float", ["n"]);
  builder.output("tanh", builder.node("Tanh", [x]), ["n"]);
  builder.output("softmax", builder.node("Softmax", [x]), ["n"]);
  return modelBytes(builder.build("fingerprint"));
}
