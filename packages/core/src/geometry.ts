import type { KernelRequest } from "./backend.js";
import type { Definition, ResolvedOptions } from "./definition.js";
import { AxisError } from "./errors/axis-error.js";
import { showShape } from "./errors/print.js";
import { ShapeError } from "./errors/shape-error.js";
import { axisView, sizeOf } from "./tensor/shape.js";

/**
 * The elements that a kernel runs over: `outer` blocks of `length` steps of `inner` neighbours, numbered row-major.
 *
 * Pointwise activations have one block of `size` steps. For an axis activation a row is the `length` elements that
 * share a block and a neighbour, `inner` apart. For a grouped one `length` is that of one part along the axis: element
 * (o, l, i) of part p of P lies at ((o · P + p) · length + l) · inner + i in the tensor.
 */
export interface Geometry {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/** How a tensor option lies along the elements: element e takes its number `floor(e / repeat) mod count`. */
export interface Alignment {
  readonly count: number;
  readonly repeat: number;
}

/** The elements that a request's kernel runs over. */
export function geometryOf(request: KernelRequest): Geometry {
  return geometry(
    request.activation,
    request.options,
    (request.inputs[0] as { shape: readonly number[] }).shape,
  );
}

/** The elements for an input of a shape; throws an {@link AxisError} where the axis cannot be cut into equal parts. */
export function geometry(
  definition: Definition,
  options: ResolvedOptions,
  shape: readonly number[],
): Geometry {
  const { domain } = definition;
  if (domain.kind === "pointwise") return { outer: 1, length: sizeOf(shape), inner: 1 };
  const axis = options["axis"] as number;
  const view = axisView(shape, axis);
  if (domain.kind === "axis") return view;
  const parts = partsOf(definition, options);
  if (view.length % parts !== 0) {
    throw new AxisError(
      definition.name,
      axis,
      shape,
      `its length ${view.length} must be a multiple of ${parts}, the number of parts it is cut into`,
    );
  }
  return { ...view, length: view.length / parts };
}

/** Into how many parts a grouped activation cuts its input; 1 for all others. */
export function partsOf(definition: Definition, options: ResolvedOptions): number {
  const { domain } = definition;
  if (domain.kind !== "grouped") return 1;
  return typeof domain.parts === "number" ? domain.parts : (options[domain.parts] as number);
}

/** The shape of the output for an input of a shape. `results` is the number of a grouped activation's parts out. */
export function outputShape(
  definition: Definition,
  options: ResolvedOptions,
  shape: readonly number[],
  results: number,
): readonly number[] {
  const { domain } = definition;
  if (domain.kind === "pointwise") return shape;
  const axis = options["axis"] as number;
  if (domain.kind === "axis") return domain.reduces === true ? shape.filter((_, i) => i !== axis) : shape;
  const { length } = geometry(definition, options, shape);
  return shape.length === 0 ? [results] : shape.map((size, i) => (i === axis ? length * results : size));
}

/**
 * How a tensor option of a shape lies along an input's elements; throws a {@link ShapeError} where it does not fit.
 * See `TensorOption` for the shapes that do.
 */
export function alignmentOf(
  activation: string,
  option: string,
  shape: readonly number[],
  x: readonly number[],
  channel: boolean,
): Alignment {
  const perChannel = channel && shape.length === 1 && x.length >= 2;
  const aligned = perChannel
    ? x.map((_, axis) => (axis === 1 ? (shape[0] as number) : 1))
    : [...Array<number>(Math.max(x.length - shape.length, 0)).fill(1), ...shape];
  const count = sizeOf(aligned);
  if (count === 1) return { count: 1, repeat: Math.max(sizeOf(x), 1) };
  const first = aligned.findIndex((length) => length !== 1);
  const last = aligned.map((length) => length !== 1).lastIndexOf(true);
  const fits =
    aligned.length === x.length && aligned.every((length, i) => i < first || i > last || length === x[i]);
  if (!fits) {
    const perChannelShape = channel && x.length >= 2 ? `[${x[1]}] (one per channel, axis 1), ` : "";
    throw new ShapeError(
      `${activation}: ${option} of shape ${showShape(shape)} does not fit an input of shape ${showShape(x)}; it may be a number, ${perChannelShape}${showShape(x)}, or a shape that matches it in neighbouring axes and is 1 in the others.`,
    );
  }
  return { count, repeat: sizeOf(x.slice(last + 1)) };
}
