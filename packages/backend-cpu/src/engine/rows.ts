import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";
import type { RowLayout } from "../compile/element-loop.js";
import type { Place } from "../compile/place.js";
import { compileRowPlan } from "../compile/rows.js";
import { type Arena, LONGEST, layOut, MOST_UNIFORMS, PAGES, RESERVED, uniformPlace } from "./arena.js";
import type { Code } from "./divisible.js";
import { operationsOf, type Port, portOf } from "./elements.js";

/** A compiled row kernel. */
export interface RowKernel {
  /** What another thread needs to compute whole rows. */
  readonly code: Code;
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
export interface RowPort extends Port {
  readonly access: RowLayout["inputs"][number]["access"];
}

/** Where a row plan's streams lie, for rows of up to `longest` elements. Undefined where so many find no room. */
export function layOutRows(
  plan: program.RowPlan,
  kernel: Kernel,
  stored: program.Format,
  longest: number,
): RowLayout | undefined {
  const { format } = plan.last;
  if (kernel.inputs.length > MOST_UNIFORMS) return undefined;
  const streamed = kernel.inputs.filter(({ tensor }) => tensor >= 0).map(() => stored);
  const written = kernel.outputs.map(({ access }) => (access === "broadcast" ? format : stored));
  const kept = plan.made.filter((kind) => kind === "kept").map(() => format);
  const { places, capacity } = layOut([...streamed, ...written, ...kept], longest);
  if (capacity < longest) return undefined;
  let next = 0;
  const place = (): Place => places[next++] as Place;
  const inputs = kernel.inputs.map(({ access }, i): RowLayout["inputs"][number] => {
    if (access === "index") return { address: 0, stored: format, access };
    if (access === "uniform") return { ...uniformPlace(i, format), access };
    return { ...place(), access: access === "row" ? "row" : "element" };
  });
  const outputs = kernel.outputs.map(({ access }): RowLayout["outputs"][number] => {
    return { ...place(), access: access === "row" ? "row" : "element" };
  });
  const made = plan.made.map((kind, i): Place => {
    return kind === "kept" ? place() : { address: RESERVED.made + 16 * i, stored: format };
  });
  return { inputs, outputs, made, index: RESERVED.index, scratch: RESERVED.lanes };
}

/** Compiles a row plan. `stored` is the format of the tensors' numbers. Undefined where so many streams find no room. */
export function compileRows(
  plan: program.RowPlan,
  kernel: Kernel,
  stored: program.Format,
  fused: boolean,
  arena: Arena,
): RowKernel | undefined {
  const layout = layOutRows(plan, kernel, stored, LONGEST);
  if (layout === undefined) return undefined;
  const { inputs, outputs } = layout;
  const module = compileRowPlan(plan, layout, { streams: 4, fused });
  const compiled = new WebAssembly.Module(module.encoded(PAGES));
  const exports = arena.instantiate(compiled) as RowKernel["exports"];
  const programs = [...plan.stages.map((stage) => stage.program), plan.last];
  const sent = inputs.filter(({ access }) => access === "element" || access === "uniform");
  const code = {
    module: compiled,
    inputs: sent.map(({ address, stored, access }) => ({ address, stored, uniform: access === "uniform" })),
    outputs,
    operations: programs.reduce((sum, made) => sum + operationsOf(made), 0),
  };
  return {
    code,
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
