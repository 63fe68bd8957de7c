import { DTypeError } from "../errors/dtype-error.js";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { list, show, showShape } from "../errors/print.js";
import { ShapeError } from "../errors/shape-error.js";
import { UnknownOptionError } from "../errors/unknown-option-error.js";
import { codecOf, isEncoded } from "./codec.js";
import { allocate, type DataOf, type DType, dtypes } from "./dtype.js";
import { checkShape, sizeOf } from "./shape.js";
import { dtypeOf, isPatterns, type NestedNumbers, Tensor, tagOf } from "./tensor.js";

/** What can be made into a tensor: a tensor itself, a typed array of floats (one axis), or nested arrays of numbers. */
export type TensorLike = Tensor | Float32Array | Float64Array | NestedNumbers;

/** Deeper nesting is a mistake or a cycle; no framework goes further. */
const MAX_RANK = 64;

const known: readonly string[] = ["dtype", "shape"];

/** How {@link tensor} reads its data. */
export interface TensorOptions<D extends DType = DType> {
  /** The dtype. Default: that of the typed array; for nested arrays `float32`. */
  readonly dtype?: D;
  /** The shape. Default: that of the nesting; for a typed array, one axis. */
  readonly shape?: readonly number[];
}

/**
 * Makes a tensor from nested arrays of numbers, or from a typed array. The tensor of a typed array shares its memory.
 *
 * `tensor([[1, 2], [3, 4]])` has shape [2, 2] and dtype float32. Numbers are rounded once to the dtype. With
 * `dtype: "float16"` or `"bfloat16"`, a `Uint16Array` has bit patterns: `tensor(bits, { dtype: "float16" })`.
 *
 * Throws a `ShapeError` for ragged data or a shape that does not fit, a `DTypeError` for integer arrays, BigInt, strings and
 * everything else that is not a float, and an `UnknownOptionError` for an option that does not exist.
 */
export function tensor<D extends DType = "float32">(
  data: TensorLike | Uint16Array,
  options: TensorOptions<D> = {},
): Tensor<D> {
  if (typeof options !== "object" || options === null) {
    const allowed = "an object with dtype, shape or both, or left out";
    const problem = `the options are ${show(options)}; they must be ${allowed}.`;
    throw new InvalidOptionError("tensor", "options", options, allowed, problem);
  }
  for (const name in options) {
    if (!known.includes(name)) throw new UnknownOptionError("tensor", name, known);
  }
  if (options.dtype !== undefined && !dtypes.includes(options.dtype)) {
    throw new DTypeError(`dtype ${show(options.dtype)} is not one of ${list(dtypes)}.`);
  }
  if (Tensor.isTensor(data)) return fromTensor(data, options);
  if (ArrayBuffer.isView(data)) return fromTypedArray(data, options);
  const shape = nestedShape(data);
  checkShape(shape);
  const dtype = (options.dtype ?? "float32") as D;
  const array = allocate(dtype, sizeOf(shape));
  fill(data, 0, shape, array, codecOf(dtype).encode, { at: 0 });
  return new Tensor(dtype, options.shape === undefined ? shape : options.shape, array);
}

function fromTensor<D extends DType>(source: Tensor, { dtype, shape }: TensorOptions<D>): Tensor<D> {
  if (dtype === undefined || dtype === source.dtype) {
    return shape === undefined ? (source as Tensor<D>) : (source as Tensor<D>).reshape(shape);
  }
  throw new DTypeError(
    `The tensor is ${source.dtype}, not ${dtype}. Convert it with cast(tensor, "${dtype}").`,
  );
}

function fromTypedArray<D extends DType>(data: ArrayBufferView, options: TensorOptions<D>): Tensor<D> {
  const { dtype } = options;
  const found = isPatterns(data) ? patternsOf(dtype) : dtypeOf(data);
  if (found === undefined) {
    throw new DTypeError(
      `${tagOf(data)} is not supported. Pass a Float32Array, a Float64Array, a tensor or nested arrays of numbers.`,
    );
  }
  if (dtype !== undefined && dtype !== found) {
    throw new DTypeError(
      `A ${tagOf(data)} holds ${found}, not ${dtype}. Convert it with cast(tensor(data), "${dtype}").`,
    );
  }
  const array = data as DataOf[D];
  return options.shape === undefined
    ? Tensor.of(found as D, [array.length], array)
    : new Tensor(found as D, options.shape, array);
}

function patternsOf(dtype: DType | undefined): DType {
  if (dtype !== undefined && isEncoded(dtype)) return dtype;
  throw new DTypeError(
    'A Uint16Array may hold float16 or bfloat16 bit patterns. Name the dtype: tensor(bits, { dtype: "float16" }).',
  );
}

/** The shape that nested arrays tell by their first elements; throws a `ShapeError` where they are nested too deeply, as in a cycle. */
export function nestedShape(data: NestedNumbers): number[] {
  const shape: number[] = [];
  let level: NestedNumbers | undefined = data;
  while (Array.isArray(level)) {
    if (shape.length === MAX_RANK) {
      throw new ShapeError(
        `The nested arrays are more than ${MAX_RANK} deep, or contain themselves. A tensor has at most ${MAX_RANK} axes.`,
      );
    }
    shape.push(level.length);
    level = level[0] as NestedNumbers | undefined;
  }
  return shape;
}

function fill(
  data: NestedNumbers,
  axis: number,
  shape: readonly number[],
  out: DataOf[DType],
  encode: (value: number) => number,
  cursor: { at: number },
): void {
  if (Array.isArray(data)) {
    if (axis === shape.length || data.length !== shape[axis]) throw raggedError(shape, axis, data);
    for (const child of data as readonly NestedNumbers[]) fill(child, axis + 1, shape, out, encode, cursor);
    return;
  }
  if (typeof data !== "number") {
    throw new DTypeError(`${show(data)} is not a number. Nested arrays must hold numbers only.`);
  }
  if (axis !== shape.length) throw raggedError(shape, axis, data);
  out[cursor.at++] = encode(data);
}

function raggedError(shape: readonly number[], axis: number, found: NestedNumbers): ShapeError {
  const what = Array.isArray(found) ? `an array of ${found.length}` : "a number";
  const expected = axis < shape.length ? `an array of ${shape[axis]}` : "a number";
  return new ShapeError(
    `The nested arrays are ragged: the first elements imply shape ${showShape(shape)}, but depth ${axis} has ${what} instead of ${expected}.`,
  );
}
