import {
  type Geometry,
  geometryOf,
  type Kernel,
  type KernelInput,
  type KernelOutput,
  type KernelRequest,
  program,
  type Tensor,
} from "@actfn/core";
import type { RowLayout } from "../compile/element-loop.js";
import type { Place } from "../compile/elements.js";
import { REDUCTION_BYTES, TOTAL_OFFSET } from "../compile/reduce.js";
import { compileRowPlan, ROW_NUMBERS } from "../compile/rows.js";
import { type Arena, layOut, memoryImport, RESERVED } from "./arena.js";
import { bring, type Stretch, take } from "./copy.js";
import { type Port, portOf } from "./elements.js";
import { Gathered } from "./gathered.js";
import { bringRows, eachNeighbourhood, type Rows, takeRows } from "./row-copy.js";
import { type Pattern, PLAIN, patternOf } from "./tensors.js";

/** The longest row that lies in the arena as a whole; a longer one passes through it in tiles, once for each stage. */
const LONGEST = 16384;
/** Elements in a tile of several rows. */
const TILE = 8192;

/** A compiled row kernel. */
export interface RowKernel {
  readonly plan: program.RowPlan;
  readonly layout: RowLayout;
  /** Its inputs and outputs in the memory of this thread. */
  readonly readers: readonly RowPort[];
  readonly writers: readonly RowPort[];
  /** Computes `count` rows of `length` elements, each as a whole in the arena. */
  readonly rows: (count: number, length: number) => void;
  /** The steps for a row that passes through the arena in tiles. */
  readonly exports: Readonly<Record<string, (...args: number[]) => void>>;
}

/** A place in a thread's memory, and what is there. */
interface RowPort extends Port {
  readonly access: "element" | "row" | "index";
}

/** Compiles a row plan. `stored` is the format of the tensors' numbers. */
export function compileRows(
  plan: program.RowPlan,
  kernel: Kernel,
  stored: program.Format,
  fused: boolean,
  arena: Arena,
): RowKernel {
  const { format } = plan.last;
  const streamed = kernel.inputs.filter(({ access }) => access !== "index").map(() => stored);
  const written = kernel.outputs.map(({ access }) => (access === "broadcast" ? format : stored));
  const kept = plan.made.filter((kind) => kind === "kept").map(() => format);
  const { places } = layOut([...streamed, ...written, ...kept], LONGEST);
  let next = 0;
  const place = (): Place => places[next++] as Place;
  const inputs = kernel.inputs.map(({ access }): RowLayout["inputs"][number] => {
    if (access === "index") return { address: 0, stored: format, access };
    return { ...place(), access: access === "row" ? "row" : "element" };
  });
  const outputs = kernel.outputs.map(({ access }): RowLayout["outputs"][number] => {
    return { ...place(), access: access === "row" ? "row" : "element" };
  });
  const made = plan.made.map((kind, i): Place => {
    return kind === "kept" ? place() : { address: RESERVED.made + 16 * i, stored: format };
  });
  const layout: RowLayout = { inputs, outputs, made, index: RESERVED.index, scratch: RESERVED.lanes };
  const module = compileRowPlan(plan, layout, { streams: 4, fused });
  const compiled = new WebAssembly.Module(module.encoded(memoryImport));
  const instance = new WebAssembly.Instance(compiled, { env: { memory: arena.memory } });
  const exports = instance.exports as RowKernel["exports"];
  return {
    plan,
    layout,
    readers: inputs.map((place) => ({ ...portOf(place, arena), access: place.access })),
    writers: outputs.map((place) => ({ ...portOf(place, arena), access: place.access })),
    rows: exports["rows"] as RowKernel["rows"],
    exports,
  };
}

/** Whether a row lies in the arena as a whole. */
export function isShort(length: number): boolean {
  return length <= LONGEST;
}

const nothing = new Float32Array(0);

interface Stream {
  readonly data: Tensor["data"];
  readonly pattern: Pattern;
  readonly access: "element" | "row" | "index";
  readonly stretch: Stretch;
  readonly at: number;
  readonly sum: Gathered | undefined;
}

/** An axis request on its way through the arena. */
export class RowRun {
  private readonly compiled: RowKernel;
  private readonly geometry: Geometry;
  private readonly arena: Arena;
  private readonly inputs: readonly Stream[];
  private readonly outputs: readonly Stream[];

  // Loops with an index, here and below: this runs on every call, and a small call is little else.
  constructor(
    compiled: RowKernel,
    kernel: Kernel,
    request: KernelRequest,
    results: readonly Tensor[],
    arena: Arena,
  ) {
    this.compiled = compiled;
    this.arena = arena;
    this.geometry = geometryOf(request);
    const inputs: Stream[] = [];
    for (let i = 0; i < kernel.inputs.length; i++) {
      const input = kernel.inputs[i] as KernelInput;
      const { stretch, at, access } = compiled.readers[i] as RowPort;
      const data = request.inputs[input.tensor]?.data ?? nothing;
      const pattern = streamed(patternOf(input, request, this.geometry));
      inputs.push({ data, pattern, access, sum: undefined, stretch, at });
    }
    this.inputs = inputs;
    const outputs: Stream[] = [];
    for (let j = 0; j < kernel.outputs.length; j++) {
      const output = kernel.outputs[j] as KernelOutput;
      const { stretch, at, access } = compiled.writers[j] as RowPort;
      const { data } = results[output.tensor] as Tensor;
      const pattern = patternOf(output, request, this.geometry);
      const sum = output.access === "broadcast" ? new Gathered(data.length) : undefined;
      outputs.push({ data, pattern, access, sum, stretch, at });
    }
    this.outputs = outputs;
  }

  perform(): void {
    const { outer, length, inner } = this.geometry;
    const rows = outer * inner;
    this.setIndex(0);
    if (isShort(length)) {
      const together = Math.max(1, Math.floor(TILE / Math.max(length, 1)));
      for (let first = 0; first < rows; first += together) {
        this.tile({ first, count: Math.min(together, rows - first) });
      }
    } else for (let row = 0; row < rows; row++) this.longRow({ first: row, count: 1 });
    const { outputs } = this;
    for (let j = 0; j < outputs.length; j++) {
      const { data, sum } = outputs[j] as Stream;
      if (sum !== undefined) sum.write(data);
    }
  }

  /** Several rows, each as a whole in the arena. */
  private tile(rows: Rows): void {
    const { geometry, inputs, outputs } = this;
    for (let i = 0; i < inputs.length; i++) {
      const { data, pattern, access, stretch, at } = inputs[i] as Stream;
      if (access === "element") bringRows(data, pattern, geometry, rows, stretch, at);
      else if (access === "row") {
        const behind = at + ROW_NUMBERS / stretch.BYTES_PER_ELEMENT;
        bring(data, PLAIN, rows.first, rows.count, stretch, behind);
      }
    }
    this.compiled.rows(rows.count, geometry.length);
    for (let j = 0; j < outputs.length; j++) {
      this.takeOut(outputs[j] as Stream, rows, 0, geometry.length);
    }
  }

  /** One row that is longer than the arena is wide: each pass brings it again, tile by tile. */
  private longRow(rows: Rows): void {
    for (const { data, access, stretch, at } of this.inputs) {
      if (access === "row") bring(data, PLAIN, rows.first, 1, stretch, at);
    }
    for (const [k, stage] of this.compiled.plan.stages.entries()) {
      if (stage.kind === "threshold") this.longThreshold(rows, k, stage);
      else {
        this.passOver(rows, k);
        this.call(`finish${k}`);
      }
    }
    this.eachTile(rows, (from, length) => {
      this.call("last", length, 0, 0);
      for (const output of this.outputs) this.takeOut(output, rows, from, length);
    });
    this.setIndex(0);
  }

  private passOver(rows: Rows, k: number): void {
    this.call(`begin${k}`);
    this.eachTile(rows, (from, length) => {
      this.call(`pass${k}`, length, 0);
      if ((from + length) % program.CHUNK === 0) this.call(`fold${k}`);
    });
    if (this.geometry.length % program.CHUNK !== 0) this.call(`fold${k}`);
  }

  private longThreshold(rows: Rows, k: number, stage: Extract<program.Stage, { kind: "threshold" }>): void {
    const { made } = this.compiled.layout;
    const { float64 } = this.arena;
    const at = (place: number): number => (made[place] as Place).address / 8;
    const total = (reduction: number): number =>
      float64[(RESERVED.lanes + REDUCTION_BYTES * reduction + TOTAL_OFFSET) / 8] as number;
    float64[at(stage.row)] = (float64[at(stage.start)] as number) - 1;
    for (let step = 0; step < program.THRESHOLD_STEPS; step++) {
      this.passOver(rows, k);
      const known = float64[at(stage.row)] as number;
      const next = known + (total(0) - 1) / total(1);
      if (!(next > known)) return;
      float64[at(stage.row)] = next;
    }
  }

  private eachTile(rows: Rows, visit: (from: number, length: number) => void): void {
    for (let from = 0; from < this.geometry.length; from += LONGEST) {
      const length = Math.min(LONGEST, this.geometry.length - from);
      this.setIndex(from);
      for (const { data, pattern, access, stretch, at } of this.inputs) {
        if (access === "element") bringRows(data, pattern, this.geometry, rows, stretch, at, from, length);
      }
      visit(from, length);
    }
  }

  private takeOut(output: Stream, rows: Rows, from: number, length: number): void {
    const { data, pattern, access, stretch, at, sum } = output;
    if (sum !== undefined) this.gather(sum, pattern, rows, from, length, stretch, at);
    else if (access === "row") take(data, PLAIN, rows.first, rows.count, stretch, at);
    else takeRows(data, this.geometry, rows, stretch, at, from, length);
  }

  private gather(
    sum: Gathered,
    pattern: Pattern,
    { first, count }: Rows,
    from: number,
    length: number,
    stretch: Stretch,
    at: number,
  ): void {
    const { geometry } = this;
    if (geometry.inner === 1) {
      sum.add(pattern, first * geometry.length + from, length * count, stretch, at);
      return;
    }
    eachNeighbourhood(geometry, { first, count }, (start, done, neighbours) => {
      for (let i = 0; i < neighbours; i++) {
        for (let l = 0; l < length; l++) {
          const element = start + i + (from + l) * geometry.inner;
          sum.add(pattern, element, 1, stretch, at + (done + i) * length + l);
        }
      }
    });
  }

  private setIndex(first: number): void {
    this.arena.float64[RESERVED.index / 8] = first;
  }

  private call(name: string, ...args: number[]): void {
    (this.compiled.exports[name] as (...args: number[]) => void)(...args);
  }
}

const ALWAYS_THE_SAME: Pattern = { kind: "repeated", count: 1, repeat: Number.MAX_SAFE_INTEGER };

/** One number for all elements is streamed like every other input: a row kernel has no place of its own for it. */
function streamed(pattern: Pattern): Pattern {
  return pattern.kind === "one" ? ALWAYS_THE_SAME : pattern;
}
