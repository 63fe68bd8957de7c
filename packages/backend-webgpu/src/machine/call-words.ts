import { CALL, PORT, PORT_WORDS, SLOT, type Slot } from "./layout.js";
import type { Place, Run } from "./places.js";
import { SUMS } from "./sums-shader.js";

/** Where an input of a program comes from, or an output goes: places in a tensor or in `scratch`, or a number for the whole call. */
export type Port =
  | { readonly slot: Exclude<Slot, "value">; readonly place: Place }
  | { readonly slot: "value"; readonly value: number };

/** Which elements a dispatch computes. */
export interface Range {
  readonly start: number;
  readonly count: number;
}

/** What a dispatch of the machine is told besides its program. */
export interface MachineCall extends Range {
  readonly stride: number;
  readonly length: number;
  readonly inner: number;
  readonly steps: number;
  readonly wide: boolean;
  readonly spill: number;
  readonly spilled: number;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** The words of `call` for a dispatch of the machine. */
export function machineWords(call: MachineCall): Uint32Array<ArrayBuffer> {
  const ports = [...call.inputs, ...call.outputs];
  const firstRun = CALL.ports + PORT_WORDS * ports.length;
  const runs = ports.reduce((sum, port) => sum + ("place" in port ? port.place.runs.length : 0), 0);
  const words = new Uint32Array(firstRun + 3 * runs);
  for (const name of ["start", "count", "stride", "length", "inner", "steps", "spill", "spilled"] as const) {
    words[CALL[name]] = call[name];
  }
  words[CALL.wide] = Number(call.wide);
  words[CALL.inputs] = call.inputs.length;
  let run = firstRun;
  for (const [i, port] of ports.entries()) {
    const at = CALL.ports + PORT_WORDS * i;
    words[at + PORT.slot] = SLOT[port.slot];
    if (port.slot === "value") {
      words.set(new Uint32Array(Float64Array.of(port.value).buffer), at + PORT.low);
      continue;
    }
    words[at + PORT.offset] = port.place.offset;
    words[at + PORT.runs] = run;
    words[at + PORT.count] = port.place.runs.length;
    run = putRuns(words, run, port.place.runs);
  }
  return words;
}

/** Writes runs from a place on and returns the place behind them. */
function putRuns(words: Uint32Array, at: number, runs: readonly Run[]): number {
  words.set(
    runs.flatMap(({ repeat, length, step }) => [repeat, length, step]),
    at,
  );
  return at + 3 * runs.length;
}

/** What `accumulate` and `fold` are told. */
export interface ReductionCall {
  readonly count: number;
  readonly terms: number;
  readonly length: number;
  readonly capacity: number;
  readonly fresh: boolean;
  readonly lanes: number;
  readonly totals: number;
  readonly made: number;
  readonly reductions: readonly { readonly place: number; readonly largest: boolean }[];
}

/** The words of `call` for `accumulate` and `fold`. */
export function reductionWords(call: ReductionCall): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(SUMS.table + 2 * call.reductions.length);
  for (const name of ["count", "terms", "length", "capacity", "lanes", "totals", "made"] as const) {
    words[SUMS[name]] = call[name];
  }
  words[SUMS.fresh] = Number(call.fresh);
  words[SUMS.reductions] = call.reductions.length;
  words.set(
    call.reductions.flatMap(({ place, largest }) => [place, Number(largest)]),
    SUMS.table,
  );
  return words;
}

/** What `gather` is told. */
export interface GatherCall {
  readonly count: number;
  readonly terms: number;
  readonly fresh: boolean;
  readonly totals: number;
  readonly from: number;
  readonly to: number;
  readonly shared: number;
  readonly firsts: readonly Run[];
  readonly others: readonly Run[];
}

/** The words of `call` for `gather`. */
export function gatherWords(call: GatherCall): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(SUMS.table + 3 * (call.firsts.length + call.others.length));
  for (const name of ["count", "terms", "totals", "from", "to", "shared"] as const) {
    words[SUMS[name]] = call[name];
  }
  words[SUMS.fresh] = Number(call.fresh);
  words[SUMS.firsts] = call.firsts.length;
  words[SUMS.others] = call.others.length;
  putRuns(words, putRuns(words, SUMS.table, call.firsts), call.others);
  return words;
}
