import { geometryOf, type Kernel, type KernelRequest, type program, type Tensor } from "@actfn/core";
import { bytesOf, elementsFunction, type Place, type Source } from "../compile/elements.js";
import { ModuleWriter } from "../wasm/module.js";
import { type Arena, layOut, memoryImport, RESERVED } from "./arena.js";
import { bring, type Stretch, take } from "./copy.js";
import { Gathered } from "./gathered.js";
import { patternOf } from "./tensors.js";

/** Elements in a tile: few enough that a tile's streams stay in the cache between being brought, computed and taken. */
const TILE = 8192;

/** A compiled elementwise kernel. */
export interface ElementsKernel {
  readonly inputs: readonly Source[];
  readonly outputs: readonly Place[];
  readonly capacity: number;
  /** Computes the first `count` elements of the tile. */
  readonly run: (count: number) => void;
}

/** Compiles a program for elements. `uniform` tells which inputs have one number for all. */
export function compileElements(
  made: program.Program,
  stored: program.Format,
  summed: readonly boolean[],
  uniform: readonly boolean[],
  fused: boolean,
  recent: boolean,
  arena: Arena,
): ElementsKernel {
  const streamed = uniform.filter((one) => !one).map(() => stored);
  const written = summed.map((isSummed) => (isSummed ? made.format : stored));
  const { places, capacity } = layOut([...streamed, ...written], TILE);
  let next = 0;
  const inputs = uniform.map((one, i): Source => {
    return one
      ? { address: RESERVED.uniform + 16 * i, stored, uniform: true }
      : { ...(places[next++] as Place), uniform: false };
  });
  const outputs = places.slice(next);
  const module = new ModuleWriter();
  module.add(elementsFunction(made, inputs, outputs, { streams: streamsFor(made, recent), fused }), "run");
  const compiled = new WebAssembly.Module(module.encoded(memoryImport));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory: arena.memory } });
  return { inputs, outputs, capacity, run: exports["run"] as (count: number) => void };
}

/** How many vectors run side by side: enough to hide latencies, few enough that a long program's values find registers. */
function streamsFor(made: program.Program, recent: boolean): number {
  const operations = made.instructions.filter((step) => "args" in step).length;
  if (made.format === "float32") return 4;
  // Older engines (those without relaxed SIMD) spill badly where a loop's body is very long.
  return operations < 75 || recent ? 8 : 4;
}

/** Runs a pointwise or grouped request through tiles. */
export function runElements(
  compiled: ElementsKernel,
  kernel: Kernel,
  request: KernelRequest,
  results: readonly Tensor[],
  arena: Arena,
): void {
  const geometry = geometryOf(request);
  const size = geometry.outer * geometry.length * geometry.inner;
  const readers = kernel.inputs.map((input, i) => {
    const { data } = request.inputs[input.tensor] as Tensor;
    return {
      data,
      pattern: patternOf(input, request, geometry),
      ...stretchOf(compiled.inputs[i] as Place, arena),
    };
  });
  const writers = kernel.outputs.map((output, j) => {
    const { data } = results[output.tensor] as Tensor;
    const sum = output.access === "broadcast" ? new Gathered(data.length) : undefined;
    const pattern = patternOf(output, request, geometry);
    return { data, pattern, sum, ...stretchOf(compiled.outputs[j] as Place, arena) };
  });
  for (let start = 0; start < size; start += compiled.capacity) {
    const count = Math.min(compiled.capacity, size - start);
    for (const { data, pattern, stretch, at } of readers) bring(data, pattern, start, count, stretch, at);
    compiled.run(count);
    for (const { data, pattern, sum, stretch, at } of writers) {
      if (sum === undefined) take(data, pattern, start, count, stretch, at);
      else sum.add(pattern, start, count, stretch, at);
    }
  }
  for (const { data, sum } of writers) sum?.write(data);
}

/** A place in the arena as a typed array and the index where it begins. */
function stretchOf({ address, stored }: Place, arena: Arena): { stretch: Stretch; at: number } {
  return { stretch: arena[stored], at: address / bytesOf[stored] };
}
