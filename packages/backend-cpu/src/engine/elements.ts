import { geometryOf, type KernelRequest, Tensor } from "@actfn/core";
import type * as program from "@actfn/core/program";
import { type Kernel, type KernelInput, type KernelOutput, uniformValue } from "@actfn/core/program";
import type { BodyOptions } from "../compile/body.js";
import { elementsFunction } from "../compile/elements.js";
import { bytesOf, type Place, type Source } from "../compile/place.js";
import { ModuleWriter } from "../wasm/module.js";
import { type Arena, layOut, PAGES, uniformPlace } from "./arena.js";
import { load, type Stretch, store } from "./copy.js";
import type { Code, Divisible, Stream } from "./divisible.js";
import { GradientSum } from "./gradient-sum.js";
import { PLAIN, patternOf } from "./tensors.js";

/**
 * Elements in a tile: few enough that a tile's streams stay in the second-level cache between load, computation and store, and many enough that copies reach the speed of long ones. An
 * output in the place of its input would need half of it, and is slower.
 */
const TILE = 32768;

/** A compiled elementwise kernel. */
export interface ElementsKernel extends Code {
  /** The same places in the memory of this thread. */
  readonly readers: readonly Port[];
  readonly writers: readonly Port[];
  /** Elements that a tile holds. */
  readonly capacity: number;
  /** Computes the first `count` elements of the tile. */
  readonly run: RunTile;
}

/** A place in a thread's memory: a typed array and the index where it begins. */
export interface Port {
  readonly stretch: Stretch;
  readonly at: number;
}

/** A kernel's compiled function. */
export type RunTile = (count: number) => void;

/**
 * How an input's numbers come: one for each element; one for all, from a tensor; or an option's, which is stored in the
 * program's own format, since the tensors' may not hold it.
 */
export type Supply = "stream" | "one" | "option";

/** A program for elements, written as a module whose function `run(count)` computes the first elements of a tile. */
export interface ElementsCode {
  readonly module: ModuleWriter;
  readonly inputs: readonly Source[];
  readonly outputs: readonly Place[];
  readonly capacity: number;
}

/** Writes a program for elements, whose inputs' numbers come as `supplies` tells, in tiles of up to `wanted` elements. */
export function writeElements(
  made: program.Program,
  stored: program.Format,
  summed: readonly boolean[],
  supplies: readonly Supply[],
  options: BodyOptions,
  wanted: number,
): ElementsCode {
  const streamed = supplies.filter((supply) => supply === "stream").map(() => stored);
  const written = summed.map((isSummed) => (isSummed ? made.format : stored));
  const { places, capacity } = layOut([...streamed, ...written], wanted);
  let next = 0;
  const inputs = supplies.map((supply, i): Source => {
    if (supply === "stream") return { ...(places[next++] as Place), uniform: false };
    return { ...uniformPlace(i, supply === "option" ? made.format : stored), uniform: true };
  });
  const outputs = places.slice(next);
  const module = new ModuleWriter();
  module.add(elementsFunction(made, inputs, outputs, options), "run");
  return { module, inputs, outputs, capacity };
}

/** Compiles a program for elements; see {@link writeElements}. */
export function compileElements(
  made: program.Program,
  stored: program.Format,
  summed: readonly boolean[],
  supplies: readonly Supply[],
  fused: boolean,
  recent: boolean,
  arena: Arena,
): ElementsKernel {
  const options = { streams: streamsFor(made, recent), fused };
  const { module, inputs, outputs, capacity } = writeElements(made, stored, summed, supplies, options, TILE);
  const compiled = new WebAssembly.Module(module.encoded(PAGES));
  const operations = operationsOf(made);
  return {
    inputs,
    outputs,
    readers: inputs.map((place) => portOf(place, arena)),
    writers: outputs.map((place) => portOf(place, arena)),
    capacity,
    operations,
    module: compiled,
    run: arena.instantiate(compiled)["run"] as RunTile,
  };
}

/** How many vectors run side by side: enough to hide latencies, few enough that a long program's values find registers. */
function streamsFor(made: program.Program, recent: boolean): number {
  const operations = operationsOf(made);
  // Older engines (those without relaxed SIMD) spill badly where a loop's body is very long.
  if (made.format === "float64") return operations < 60 || recent ? 8 : 4;
  if (operations < 41) return 8;
  if (operations < 45) return recent ? 8 : 6;
  return recent ? 4 : 3;
}

/** Operations for one element. */
export function operationsOf(made: program.Program): number {
  return made.instructions.filter((step) => "args" in step).length;
}

/** The most elements of a small request, which is computed without a plan for tiles. */
const SMALL = 2048;

/** Whether a request is small, and element e of every tensor belongs to element e. */
export function isSmall({ inputs, outputs }: Kernel, request: KernelRequest): boolean {
  if ((request.inputs[0] as Tensor).size > SMALL) return false;
  for (let i = 0; i < inputs.length; i++) if (!isPlain(inputs[i] as KernelInput)) return false;
  for (let j = 0; j < outputs.length; j++) if (!isPlain(outputs[j] as KernelOutput)) return false;
  return true;
}

function isPlain({ access, parts }: KernelInput | KernelOutput): boolean {
  return (access === "element" && parts === 1) || access === "uniform";
}

/** In the place of a tensor where an input has none. */
export const nothing: Tensor = new Tensor("float32", [0], new Float32Array(0));

/** Computes a small request. */
export function answerSmall(
  compiled: ElementsKernel,
  kernel: Kernel,
  request: KernelRequest,
  results: readonly Tensor[],
): void {
  const { inputs } = request;
  const { size } = inputs[0] as Tensor;
  for (let i = 0; i < compiled.readers.length; i++) {
    const { stretch, at } = compiled.readers[i] as Port;
    const { tensor, uniform } = kernel.inputs[i] as KernelInput;
    if (uniform !== undefined) {
      stretch[at] = uniformValue(uniform, request.options, (compiled.inputs[i] as Place).stored);
    } else load(inputs[tensor] as Tensor, PLAIN, 0, size, stretch, at);
  }
  compiled.run(size);
  for (let j = 0; j < compiled.writers.length; j++) {
    const { stretch, at } = compiled.writers[j] as Port;
    store(results[(kernel.outputs[j] as KernelOutput).tensor] as Tensor, PLAIN, 0, size, stretch, at);
  }
}

/** A pointwise or grouped request on its way through the tiles. */
export class ElementsRun implements Divisible {
  readonly size: number;
  readonly code: ElementsKernel;
  readonly readers: readonly Stream[];
  readonly writers: readonly Stream[];
  readonly grain = 1;
  readonly byRows = false;

  // Loops with an index, here and below: this runs on every call, and a small call is little else.
  constructor(compiled: ElementsKernel, kernel: Kernel, request: KernelRequest, results: readonly Tensor[]) {
    const geometry = geometryOf(request);
    this.size = geometry.outer * geometry.length * geometry.inner;
    this.code = compiled;
    const readers: Stream[] = [];
    for (let i = 0; i < kernel.inputs.length; i++) {
      const input = kernel.inputs[i] as KernelInput;
      const { stretch, at } = compiled.readers[i] as Port;
      const { uniform } = input;
      const tensor = request.inputs[input.tensor] ?? nothing;
      const format = (compiled.inputs[i] as Place).stored;
      const value = uniform === undefined ? undefined : uniformValue(uniform, request.options, format);
      const pattern = patternOf(input, request, geometry);
      readers.push({ tensor, pattern, stretch, at, value, sum: undefined });
    }
    this.readers = readers;
    const writers: Stream[] = [];
    for (let j = 0; j < kernel.outputs.length; j++) {
      const output = kernel.outputs[j] as KernelOutput;
      const { stretch, at } = compiled.writers[j] as Port;
      const tensor = results[output.tensor] as Tensor;
      const sum = output.access === "broadcast" ? new GradientSum(tensor.size) : undefined;
      const pattern = patternOf(output, request, geometry);
      writers.push({ tensor, pattern, stretch, at, value: undefined, sum });
    }
    this.writers = writers;
  }

  /** Sums are left to one thread, which adds in the order that `OrderedSum` defines. */
  get isDivisible(): boolean {
    return this.writers.every(({ sum }) => sum === undefined);
  }

  get tile(): number {
    return this.code.capacity;
  }

  /** Computes all elements in this thread. */
  perform(): void {
    this.range(0, this.size);
    const { writers } = this;
    for (let j = 0; j < writers.length; j++) {
      const { tensor, sum } = writers[j] as Stream;
      if (sum !== undefined) sum.write(tensor);
    }
  }

  range(start: number, count: number): void {
    const { capacity } = this.code;
    for (let from = start; from < start + count; from += capacity) {
      this.through(from, Math.min(capacity, start + count - from));
    }
  }

  private through(from: number, length: number): void {
    const { readers, writers } = this;
    for (let i = 0; i < readers.length; i++) {
      const { tensor, pattern, stretch, at, value } = readers[i] as Stream;
      if (value === undefined) load(tensor, pattern, from, length, stretch, at);
      else stretch[at] = value;
    }
    this.code.run(length);
    for (let j = 0; j < writers.length; j++) {
      const { tensor, pattern, sum, stretch, at } = writers[j] as Stream;
      if (sum === undefined) store(tensor, pattern, from, length, stretch, at);
      else sum.add(pattern, from, length, stretch, at);
    }
  }
}

/** A place in the arena as a typed array and the index where it begins. */
export function portOf({ address, stored }: Place, arena: Arena): Port {
  return { stretch: arena[stored], at: address / bytesOf[stored] };
}
