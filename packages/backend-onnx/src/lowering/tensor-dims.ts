import type { Access } from "@actfn/core/program";
import type { Dims } from "../graph/graph-builder.js";
import type { Layout } from "./layout.js";

/** How a tensor relates to x: see `KernelInput` in core. */
export interface Place {
  readonly access: Access;
  /** The number of equal parts that the tensor has along the axis. */
  readonly parts: number;
}

/** The dimensions of a tensor with the layout of x, except along the axis. `given` is the number of parts of x. */
export function dimsOf(layout: Layout, { access, parts }: Place, given: number): Dims {
  const { axis, dims } = layout;
  if (axis === undefined) return dims;
  if (access === "row") {
    return layout.dropsAxis === true
      ? dims.filter((_, i) => i !== axis)
      : dims.map((dim, i) => (i === axis ? 1 : dim));
  }
  return parts === given ? dims : dims.map((dim, i) => (i === axis ? scaled(dim, parts, given) : dim));
}

/** The dimensions of a tensor option: those of x along which it extends, 1 elsewhere. */
export function dimsOfOption(layout: Layout, option: number): Dims {
  const extent = layout.extents[option] as readonly boolean[];
  return layout.dims.map((dim, axis) => (extent[axis] === true ? dim : 1));
}

function scaled(dim: number | string, parts: number, given: number): number | string {
  return typeof dim === "number" ? (dim / given) * parts : `${dim}_out`;
}
