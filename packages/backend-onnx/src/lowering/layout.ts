import {
  type Alignment,
  geometryOf,
  type KernelRequest,
  optionAlignment,
  type Tensor,
  tensorOptionsOf,
} from "@actfn/core";
import type { Dims } from "../graph/graph-builder.js";

/**
 * The shapes of a request's tensors in a graph. A graph does not have the user's shape: neighboring axes with the same meaning
 * for the activation become one axis, so that one graph serves tensors of every rank and length.
 *
 * - Pointwise: one axis of all elements, or as many as the extents of the tensor options require.
 * - Along an axis: the axes before it, the axis, and the axes after it (if there are any).
 * - Grouped: the axes before the axis, its parts, and the rest.
 */
export interface Layout {
  /** Equal for layouts that the same graph serves. */
  readonly key: string;
  /** x's dimensions in the graph: a name for each that may have any length. */
  readonly dims: Dims;
  /** The axis of the rows or parts. */
  readonly axis: number | undefined;
  /** For each tensor option, the axes along which it extends. */
  readonly extents: readonly (readonly boolean[])[];
  /** Whether a result with one number per row lacks the axis, or has it with length 1. */
  readonly dropsAxis?: boolean;
}

/** A layout and the lengths of x's axes in it. */
export interface View {
  readonly layout: Layout;
  readonly dims: readonly number[];
}

function names(rank: number): string[] {
  return Array.from({ length: rank }, (_, axis) => `n${axis}`);
}

const flat: Layout = { key: "flat", dims: names(1), axis: undefined, extents: [] };
const lastAxis: Layout = { key: "last", dims: names(2), axis: 1, extents: [] };
const innerAxis: Layout = { key: "inner", dims: names(3), axis: 1, extents: [] };

/** The layout of a request's tensors. `parts` is the number of parts of a grouped activation's axis. */
export function viewOf(request: KernelRequest, parts: number): View {
  const { activation, inputs } = request;
  const { domain } = activation;
  const x = inputs[0] as Tensor;
  const alignments = alignmentsOf(request);
  if (domain.kind === "pointwise") {
    return alignments.length === 0 ? { layout: flat, dims: [x.size] } : cut(x.size, alignments, undefined);
  }
  const { outer, length, inner } = geometryOf(request);
  if (domain.kind === "axis" && alignments.length > 0)
    return cut(x.size, alignments, { stride: inner, length });
  if (domain.kind === "grouped") {
    const key = `${parts} parts, ${alignments.length} options`;
    const layout = { ...innerAxis, key, dims: ["n0", parts, "n2"], extents: alignments.map(() => nowhere) };
    return { layout, dims: [outer, parts, length * inner] };
  }
  return inner === 1
    ? { layout: lastAxis, dims: [outer, length] }
    : { layout: innerAxis, dims: [outer, length, inner] };
}

const nowhere = [false, false, false];

function alignmentsOf(request: KernelRequest): Alignment[] {
  return tensorOptionsOf(request.activation).map(([name]) => optionAlignment(request, name));
}

/** A run of neighboring axes of x: the distance between two neighboring elements along it, and its length. */
interface Run {
  readonly stride: number;
  readonly length: number;
}

/** The runs along which a tensor option extends. */
function extendedRuns({ count, repeat, outer }: Alignment): Run[] {
  if (count === 1) return [];
  return [
    { stride: repeat, length: count },
    ...outer.map((run) => ({ stride: run.repeat, length: run.length })),
  ];
}

/**
 * Divides the axes of x into runs: at each axis where a tensor option begins or ends, and before and after the activation's
 * axis.
 */
function cut(size: number, alignments: readonly Alignment[], row: Run | undefined): View {
  const strides = new Set([1]);
  const extended = alignments.map(extendedRuns);
  for (const { stride, length } of extended.flat()) strides.add(stride).add(stride * length);
  if (row !== undefined) strides.add(row.stride).add(row.stride * row.length);
  const cuts = [...strides].sort((a, b) => b - a);
  const runs: Run[] = cuts.map((stride, i) => ({ stride, length: (cuts[i - 1] ?? size) / stride }));
  const others = runs.filter(
    ({ stride, length }) => length > 1 && !(stride === row?.stride && length === row.length),
  );
  const axis = row === undefined ? undefined : others.filter(({ stride }) => stride >= row.stride).length;
  const kept = row === undefined ? others : [...others.slice(0, axis), row, ...others.slice(axis)];
  if (kept.length === 0) kept.push({ stride: 1, length: 1 });
  const extents = extended.map((runs) =>
    kept.map(({ stride }) => runs.some((run) => stride >= run.stride && stride < run.stride * run.length)),
  );
  const masks = extents.map((extent) => extent.map(Number).join(""));
  const key = `${axis ?? "flat"} of ${kept.length}: ${masks.join()}`;
  return { layout: { key, dims: names(kept.length), axis, extents }, dims: kept.map(({ length }) => length) };
}
