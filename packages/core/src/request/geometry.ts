import type { KernelRequest } from "../backend/backend.js";
import type { Definition, ResolvedOptions } from "../definition/definition.js";
import { tensorOptionsOf } from "../definition/options.js";
import { AxisError } from "../errors/axis-error.js";
import { show, showShape } from "../errors/print.js";
import { ShapeError } from "../errors/shape-error.js";
import { axisView, sizeOf } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * The elements that a kernel runs over: `outer` blocks of `length` steps of `inner` neighbors, numbered row-major.
 *
 * Pointwise activations have one block of `size` steps. For an axis activation a row is the `length` elements that
 * share a block and a neighbor, `inner` apart. For a grouped one `length` is that of one part along the axis: element
 * (o, l, i) of part p of P lies at ((o · P + p) · length + l) · inner + i in the tensor.
 */
export interface Geometry {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/**
 * How a tensor option lies along the elements: element e takes its number {@link placeIn}(alignment, e). `count` and `repeat`
 * tell of the innermost run of neighboring axes along which it extends, `outer` of the others; most have no others.
 */
export interface Alignment {
  readonly count: number;
  readonly repeat: number;
  readonly outer: readonly Run[];
}

/** A run of neighboring axes: elements `repeat` apart are neighbors along it, the option's numbers lie `step` apart. */
export interface Run {
  readonly length: number;
  readonly repeat: number;
  readonly step: number;
}

/** The number of a tensor option that an element takes. */
export function placeIn({ count, repeat, outer }: Alignment, element: number): number {
  return (Math.floor(element / repeat) % count) + outerPlace(outer, element);
}

/** What the outer runs add to the place of an element's number. */
export function outerPlace(outer: readonly Run[], element: number): number {
  let place = 0;
  for (let i = 0; i < outer.length; i++) {
    const { length, repeat, step } = outer[i] as Run;
    place += (Math.floor(element / repeat) % length) * step;
  }
  return place;
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
      `an axis whose length is a multiple of ${parts}`,
      `x of shape ${showShape(shape)} has length ${view.length} along axis ${axis}; it must be a multiple of ${parts}, since the activation divides the axis into ${parts} equal parts.`,
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
  if (sizeOf(shape) === 1) return forAll(x);
  const aligned = alignedTo(shape, x, channel);
  const fits = aligned.length === x.length && aligned.every((length, i) => length === 1 || length === x[i]);
  if (!fits) throw new ShapeError(misfit(activation, option, shape, x, channel));
  const runs = runsOf(aligned, x);
  const [inner] = runs;
  return inner === undefined
    ? forAll(x)
    : { count: inner.length, repeat: inner.repeat, outer: runs.length === 1 ? none : runs.slice(1) };
}

/** How a tensor option of a request lies along the elements of x. Throws a `RangeError` if there is no such tensor option. */
export function optionAlignment(
  { activation, inputs }: KernelRequest,
  option: string | undefined,
): Alignment {
  const options = tensorOptionsOf(activation);
  const at = options.findIndex(([name]) => name === option);
  const [name, spec] = options[at] ?? [];
  if (name === undefined) throw new RangeError(`${activation.name} has no tensor option ${show(option)}.`);
  const [x, given] = [inputs[0], inputs[at + 1]] as [Tensor, Tensor];
  return alignmentOf(activation.name, name, given.shape, x.shape, spec?.channel === true);
}

const none: readonly Run[] = [];

function forAll(x: readonly number[]): Alignment {
  return { count: 1, repeat: Math.max(sizeOf(x), 1), outer: none };
}

/** An option's shape with a length for each axis of x. */
function alignedTo(shape: readonly number[], x: readonly number[], channel: boolean): readonly number[] {
  if (isPerChannel(shape, x, channel)) return x.map((_, axis) => (axis === 1 ? (shape[0] as number) : 1));
  return [...Array<number>(Math.max(x.length - shape.length, 0)).fill(1), ...shape];
}

function isPerChannel(shape: readonly number[], x: readonly number[], channel: boolean): boolean {
  return channel && shape.length === 1 && x.length >= 2;
}

/** The runs of neighboring axes along which a shape extends, the innermost first. An axis of length 1 ends none. */
function runsOf(aligned: readonly number[], x: readonly number[]): Run[] {
  const runs: Run[] = [];
  let [repeat, step, goesOn] = [1, 1, false];
  for (let axis = x.length - 1; axis >= 0; axis--) {
    const length = x[axis] as number;
    if (length === 1) continue;
    const last = runs.at(-1);
    const extends_ = aligned[axis] !== 1;
    if (extends_ && goesOn && last !== undefined)
      runs[runs.length - 1] = { ...last, length: last.length * length };
    else if (extends_) runs.push({ length, repeat, step });
    goesOn = extends_;
    if (extends_) step *= length;
    repeat *= length;
  }
  return runs;
}

function misfit(
  activation: string,
  option: string,
  shape: readonly number[],
  x: readonly number[],
  channel: boolean,
): string {
  const given = `${activation}: ${option} of shape ${showShape(shape)} does not fit x of shape ${showShape(x)}`;
  const [length] = shape as [number];
  if (isPerChannel(shape, x, channel)) {
    const other =
      x.at(-1) === length
        ? ` For one number per element of the last axis, as in ONNX and NumPy, give it the shape ${showShape([1, length])}.`
        : "";
    return `${given}. A list must have one number per channel, as in PyTorch; the channels are axis 1, whose length is ${x[1]}.${other}`;
  }
  const perChannel = shape.length === 1 && x.length >= 3 && x[1] === length;
  const other = perChannel
    ? ` For one number per channel, axis 1, give it the shape ${showShape(x.slice(1).map((_, i) => (i === 0 ? length : 1)))}.`
    : "";
  return `${given}. It must be a number, or broadcast to x as in ONNX and NumPy: aligned at the last axis, each of its lengths must be 1 or that of x.${other}`;
}
