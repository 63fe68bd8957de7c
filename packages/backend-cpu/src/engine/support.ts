import { FunctionWriter } from "../wasm/function.js";
import { ModuleWriter } from "../wasm/module.js";
import { op, simd, type } from "../wasm/opcodes.js";
import { PAGES } from "./arena.js";

/** What the engine can run. */
export interface Support {
  /** Whether WebAssembly with SIMD can be compiled here; a Content-Security-Policy may forbid it. */
  readonly simd: boolean;
  /** Whether a·b + c can be one instruction. */
  readonly fused: boolean;
}

/** Asks the engine, by compiling two tiny modules. */
export function detectSupport(): Support {
  const plain = probe((writer) => writer.f64x2(1).f64x2(2).simd(simd.f64x2Add));
  try {
    new WebAssembly.Module(plain);
  } catch {
    return { simd: false, fused: false };
  }
  const fused = probe((writer) => writer.f32x4(1).f32x4(2).f32x4(3).simd(simd.f32x4RelaxedMadd));
  return { simd: true, fused: WebAssembly.validate(fused) };
}

function probe(body: (writer: FunctionWriter) => void): ArrayBuffer {
  const module = new ModuleWriter();
  const writer = new FunctionWriter([type.i32]);
  body(writer);
  writer.emit(op.drop);
  module.add(writer, "run");
  return module.encoded(PAGES);
}
