import { type Geometry, geometryOf, type KernelRequest, type Tensor } from "@actfn/core";
import * as program from "@actfn/core/program";
import { type Kernel, type KernelInput, type KernelOutput, uniformValue } from "@actfn/core/program";
import type { Place } from "../compile/place.js";
import { REDUCTION_BYTES, TOTAL_OFFSET } from "../compile/reduce.js";
import { ROW_NUMBERS } from "../compile/rows.js";
import { type Arena, LONGEST, RESERVED } from "./arena.js";
import { load, type Stretch, store } from "./copy.js";
import type { Code, Divisible, Stream } from "./divisible.js";
import { nothing } from "./elements.js";
import { GradientSum } from "./gradient-sum.js";
import { eachNeighborhood, loadRows, type Rows, storeRows } from "./row-copy.js";
import { isShort, type RowKernel, type RowPort } from "./rows.js";
import { type Pattern, PLAIN, patternOf } from "./tensors.js";

/** Elements in a tile of several rows. */
const TILE = 8192;

/** A stream of a row kernel. */
interface RowStream extends Stream {
  readonly access: RowPort["access"];
}

/** An axis request on its way through the arena. */
export class RowRun implements Divisible {
  readonly code: Code;
  readonly size: number;
  readonly grain: number;
  readonly tile: number;
  readonly byRows = true;
  private readonly compiled: RowKernel;
  private readonly geometry: Geometry;
  private readonly arena: Arena;
  private readonly inputs: readonly RowStream[];
  private readonly outputs: readonly RowStream[];

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
    const { outer, length, inner } = this.geometry;
    this.code = compiled.code;
    this.size = outer * length * inner;
    this.grain = Math.max(length, 1);
    this.tile = this.grain * Math.max(1, Math.floor(TILE / this.grain));
    const inputs: RowStream[] = [];
    for (let i = 0; i < kernel.inputs.length; i++) {
      const input = kernel.inputs[i] as KernelInput;
      const { stretch, at, access } = compiled.readers[i] as RowPort;
      const tensor = request.inputs[input.tensor] ?? nothing;
      const { uniform } = input;
      const value =
        uniform === undefined ? undefined : uniformValue(uniform, request.options, compiled.plan.last.format);
      const pattern = patternIn(input, request, this.geometry);
      inputs.push({ tensor, pattern, access, value, sum: undefined, stretch, at });
    }
    this.inputs = inputs;
    const outputs: RowStream[] = [];
    for (let j = 0; j < kernel.outputs.length; j++) {
      const output = kernel.outputs[j] as KernelOutput;
      const { stretch, at, access } = compiled.writers[j] as RowPort;
      const tensor = results[output.tensor] as Tensor;
      const pattern = patternOf(output, request, this.geometry);
      const sum = output.access === "broadcast" ? new GradientSum(tensor.size) : undefined;
      outputs.push({ tensor, pattern, access, value: undefined, sum, stretch, at });
    }
    this.outputs = outputs;
  }

  /** Whether it can be computed in parts: its rows are whole and lie behind each other, and nothing is summed over them. */
  get isDivisible(): boolean {
    const { length, inner } = this.geometry;
    const each = ({ access, sum }: RowStream): boolean => access !== "row" && sum === undefined;
    return (
      inner === 1 && length > 0 && isShort(length) && this.inputs.every(each) && this.outputs.every(each)
    );
  }

  get readers(): readonly Stream[] {
    return this.inputs.filter(({ access }) => access === "element" || access === "uniform");
  }

  get writers(): readonly Stream[] {
    return this.outputs;
  }

  /** Computes everything in this thread. */
  perform(): void {
    const { outer, length, inner } = this.geometry;
    const rows = outer * inner;
    this.begin();
    if (isShort(length)) this.wholeRows(0, rows);
    else for (let row = 0; row < rows; row++) this.longRow({ first: row, count: 1 });
    const { outputs } = this;
    for (let j = 0; j < outputs.length; j++) {
      const { tensor, sum } = outputs[j] as RowStream;
      if (sum !== undefined) sum.write(tensor);
    }
  }

  range(start: number, count: number): void {
    this.begin();
    this.wholeRows(start / this.grain, count / this.grain);
  }

  private wholeRows(first: number, count: number): void {
    const together = this.tile / this.grain;
    for (let row = first; row < first + count; row += together) {
      this.through({ first: row, count: Math.min(together, first + count - row) });
    }
  }

  /** Several rows, each as a whole in the arena. */
  private through(rows: Rows): void {
    const { geometry, inputs, outputs } = this;
    for (let i = 0; i < inputs.length; i++) {
      const { tensor, pattern, access, stretch, at } = inputs[i] as RowStream;
      if (access === "element") loadRows(tensor, pattern, geometry, rows, stretch, at);
      else if (access === "row") {
        const behind = at + ROW_NUMBERS / stretch.BYTES_PER_ELEMENT;
        load(tensor, PLAIN, rows.first, rows.count, stretch, behind);
      }
    }
    this.compiled.rows(rows.count, geometry.length);
    for (let j = 0; j < outputs.length; j++) {
      this.storeOut(outputs[j] as RowStream, rows, 0, geometry.length);
    }
  }

  /** One row that is longer than the arena is wide: each pass loads it again, tile by tile. */
  private longRow(rows: Rows): void {
    for (const { tensor, access, stretch, at } of this.inputs) {
      if (access === "row") load(tensor, PLAIN, rows.first, 1, stretch, at);
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
      for (const output of this.outputs) this.storeOut(output, rows, from, length);
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
      for (const { tensor, pattern, access, stretch, at } of this.inputs) {
        if (access === "element") loadRows(tensor, pattern, this.geometry, rows, stretch, at, from, length);
      }
      visit(from, length);
    }
  }

  private storeOut(output: RowStream, rows: Rows, from: number, length: number): void {
    const { tensor, pattern, access, stretch, at, sum } = output;
    if (sum !== undefined) this.gather(sum, pattern, rows, from, length, stretch, at);
    else if (access === "row") store(tensor, PLAIN, rows.first, rows.count, stretch, at);
    else storeRows(tensor, this.geometry, rows, stretch, at, from, length);
  }

  private gather(
    sum: GradientSum,
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
    eachNeighborhood(geometry, { first, count }, (start, done, neighbors) => {
      for (let i = 0; i < neighbors; i++) {
        for (let l = 0; l < length; l++) {
          const element = start + i + (from + l) * geometry.inner;
          sum.add(pattern, element, 1, stretch, at + (done + i) * length + l);
        }
      }
    });
  }

  /** Sets what stays in its place for all rows. */
  private begin(): void {
    this.setIndex(0);
    const { inputs } = this;
    for (let i = 0; i < inputs.length; i++) {
      const { value, stretch, at } = inputs[i] as RowStream;
      if (value !== undefined) stretch[at] = value;
    }
  }

  private setIndex(first: number): void {
    this.arena.float64[RESERVED.index / 8] = first;
  }

  private call(name: string, ...args: number[]): void {
    (this.compiled.exports[name] as (...args: number[]) => void)(...args);
  }
}

const ALWAYS_THE_SAME: Pattern = {
  kind: "repeated",
  count: 1,
  repeat: Number.MAX_SAFE_INTEGER,
  outer: [],
};

/** A tensor's one number for all elements is streamed like every other input: a row kernel has no place of its own for it. */
function patternIn(input: KernelInput, request: KernelRequest, geometry: Geometry): Pattern {
  const pattern = patternOf(input, request, geometry);
  return pattern.kind === "one" && input.access !== "uniform" ? ALWAYS_THE_SAME : pattern;
}
