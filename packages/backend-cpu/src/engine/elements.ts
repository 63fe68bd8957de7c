import {
  geometryOf,
  type Kernel,
  type KernelRequest,
  type program,
  type Tensor,
  type TensorData,
} from "@actfn/core";
import { bytesOf, elementsFunction, type Place, type Source } from "../compile/elements.js";
import { ModuleWriter } from "../wasm/module.js";
import { type Arena, layOut, memoryImport, RESERVED } from "./arena.js";
import { bring, type Stretch, take } from "./copy.js";
import { Gathered } from "./gathered.js";
import { type Pattern, patternOf } from "./tensors.js";

/** Elements in a tile: few enough that a tile's streams stay in the cache between being brought, computed and taken. */
const TILE = 8192;

/** A compiled elementwise kernel. */
export interface ElementsKernel {
  readonly inputs: readonly Source[];
  readonly outputs: readonly Place[];
  /** Elements that a tile holds. */
  readonly capacity: number;
  readonly module: WebAssembly.Module;
  /** Operations for one element; where they are few, memory is what a call waits for, and threads do not help. */
  readonly operations: number;
  /** Computes the first `count` elements of the tile. */
  readonly run: RunTile;
}

/** A kernel's compiled function. */
export type RunTile = (count: number) => void;

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
  const operations = operationsOf(made);
  return { inputs, outputs, capacity, operations, module: compiled, run: instantiate(compiled, arena) };
}

/** A kernel's function over the memory of a thread. */
export function instantiate(module: WebAssembly.Module, arena: Arena): RunTile {
  const { exports } = new WebAssembly.Instance(module, { env: { memory: arena.memory } });
  return exports["run"] as RunTile;
}

/** How many vectors run side by side: enough to hide latencies, few enough that a long program's values find registers. */
function streamsFor(made: program.Program, recent: boolean): number {
  const operations = operationsOf(made);
  // Older engines (those without relaxed SIMD) spill badly where a loop's body is very long.
  if (made.format === "float64") return operations < 75 || recent ? 8 : 4;
  if (operations < 45) return 8;
  return operations < 60 ? (recent ? 8 : 6) : 4;
}

function operationsOf(made: program.Program): number {
  return made.instructions.filter((step) => "args" in step).length;
}

/** One input or output on its way between its tensor and the arena. */
interface Stream {
  readonly data: TensorData;
  readonly pattern: Pattern;
  readonly stretch: Stretch;
  readonly at: number;
}

/** A pointwise or grouped request on its way through the tiles. */
export class ElementsRun {
  readonly size: number;
  readonly kernel: ElementsKernel;
  readonly readers: readonly Stream[];
  readonly writers: readonly (Stream & { readonly sum: Gathered | undefined })[];

  constructor(
    compiled: ElementsKernel,
    kernel: Kernel,
    request: KernelRequest,
    results: readonly Tensor[],
    arena: Arena,
  ) {
    const geometry = geometryOf(request);
    this.size = geometry.outer * geometry.length * geometry.inner;
    this.kernel = compiled;
    this.readers = kernel.inputs.map((input, i) => {
      const { data } = request.inputs[input.tensor] as Tensor;
      const pattern = patternOf(input, request, geometry);
      return { data, pattern, ...stretchOf(compiled.inputs[i] as Place, arena) };
    });
    this.writers = kernel.outputs.map((output, j) => {
      const { data } = results[output.tensor] as Tensor;
      const sum = output.access === "broadcast" ? new Gathered(data.length) : undefined;
      const pattern = patternOf(output, request, geometry);
      return { data, pattern, sum, ...stretchOf(compiled.outputs[j] as Place, arena) };
    });
  }

  /** Computes everything in this thread. */
  perform(): void {
    this.range(0, this.size);
    for (const { data, sum } of this.writers) sum?.write(data);
  }

  /** Computes elements `start` … `start + count − 1` in this thread. */
  range(start: number, count: number): void {
    const { capacity, run } = this.kernel;
    for (let from = start; from < start + count; from += capacity) {
      const length = Math.min(capacity, start + count - from);
      for (const { data, pattern, stretch, at } of this.readers)
        bring(data, pattern, from, length, stretch, at);
      run(length);
      for (const { data, pattern, sum, stretch, at } of this.writers) {
        if (sum === undefined) take(data, pattern, from, length, stretch, at);
        else sum.add(pattern, from, length, stretch, at);
      }
    }
  }
}

/** A place in the arena as a typed array and the index where it begins. */
export function stretchOf({ address, stored }: Place, arena: Arena): { stretch: Stretch; at: number } {
  return { stretch: arena[stored], at: address / bytesOf[stored] };
}
