import type { TensorData } from "@actfn/core";
import { GraphBuilder } from "../graph/graph-builder.js";
import { modelBytes } from "../model/graph-model.js";
import type { Engine, Session, SessionOptions } from "./engine.js";

// Which of its kernels ONNX Runtime runs depends on the processor, of which neither Node nor a browser tells enough, and an
// emulator tells its host's. But the kernels differ in bits: Tanh is rounded once more without a fused multiply-add, and
// Softmax keeps subnormal results with AVX-512 alone. So two operators are run on sixteen numbers, and their bits looked up.

/** Sixteen numbers fill the widest vector once; the first has a subnormal softmax. */
const numbers = Float32Array.from({ length: 16 }, (_, i) => [-95, 0][i] ?? -i * (i / 32 + 1 / 16));

/** By execution provider, for the processor itself by its architecture too: the bits of Tanh and of Softmax, and what gives them. */
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

/** What an execution provider's first session has told. */
export interface Fingerprint {
  /** The bits, for a table. */
  readonly bits: string;
  /** Which kernels have these bits; undefined where nobody has seen them. */
  readonly variant: string | undefined;
}

/** Opens a session on an execution provider, and tells its kernels by their bits. Rejects where the provider cannot be had. */
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

/** Node says it of an emulated processor too. */
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
