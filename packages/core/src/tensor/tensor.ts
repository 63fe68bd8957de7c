import { DTypeError } from "../errors/dtype-error.js";
import { list, show, showShape } from "../errors/print.js";
import { ShapeError } from "../errors/shape-error.js";
import { codecOf, isEncoded } from "./codec.js";
import { type DataOf, type DType, dtypes } from "./dtype.js";
import { checkShape, sizeOf } from "./shape.js";

const marker = Symbol.for("actfn.tensor");

/** Numbers nested to any depth, such as `[[1, 2], [3, 4]]`. */
export type NestedNumbers = number | readonly NestedNumbers[];

/**
 * Numbers in row-major order with a shape: `data[i]` is the element whose last index moves fastest.
 *
 * A tensor does not copy its data: what is written to the array that it was made from is seen through it.
 * A scalar has the empty shape and one element; a tensor with a length of 0 in its shape has no elements.
 */
export class Tensor<D extends DType = DType> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: DataOf[D];

  /** Throws a {@link ShapeError} unless `data` has exactly as many elements as `shape` tells, a {@link DTypeError} unless it is the dtype's typed array. */
  constructor(dtype: D, shape: readonly number[], data: DataOf[D]) {
    checkShape(shape);
    if (!dtypes.includes(dtype)) throw new DTypeError(`dtype ${show(dtype)} is not one of ${list(dtypes)}.`);
    if (!holds(data, dtype)) {
      throw new DTypeError(
        `A ${dtype} tensor cannot hold ${show(data)}; its data must be a ${arrayName[dtype]}.`,
      );
    }
    if (data.length !== sizeOf(shape)) {
      throw new ShapeError(
        `Shape ${showShape(shape)} has ${sizeOf(shape)} elements, but the data has ${data.length}.`,
      );
    }
    this.dtype = dtype;
    this.shape = Object.freeze([...shape]);
    this.data = data;
  }

  /** A tensor of parts that are known to fit, without the checks: for code that has just computed them. */
  static of<D extends DType>(dtype: D, shape: readonly number[], data: DataOf[D]): Tensor<D> {
    const made = Object.create(Tensor.prototype) as { dtype: D; shape: readonly number[]; data: DataOf[D] };
    made.dtype = dtype;
    made.shape = shape;
    made.data = data;
    return made as unknown as Tensor<D>;
  }

  static {
    Object.defineProperty(Tensor.prototype, marker, { value: true });
  }

  /** Whether a value is a tensor, whichever copy of this package made it. */
  static isTensor(value: unknown): value is Tensor {
    // The marker tells all; what engines tell faster comes first, since every call asks.
    return value instanceof Tensor || (typeof value === "object" && value !== null && marker in value);
  }

  /** The number of elements. */
  get size(): number {
    return this.data.length;
  }

  /** The element at an index for each axis, as a number; `undefined` where an index lies outside. */
  at(...indices: number[]): number | undefined {
    if (indices.length !== this.shape.length) {
      throw new ShapeError(
        `at() requires ${this.shape.length} indices for shape ${showShape(this.shape)}; got ${indices.length}.`,
      );
    }
    let offset = 0;
    for (const [axis, length] of this.shape.entries()) {
      const index = indices[axis] as number;
      if (!Number.isInteger(index) || index < 0 || index >= length) return undefined;
      offset = offset * length + index;
    }
    return this.number(offset);
  }

  /** The elements as nested arrays of numbers, in the tensor's shape; a single number for a scalar. */
  toArray(): NestedNumbers {
    const nest = (axis: number, offset: number): NestedNumbers => {
      if (axis === this.shape.length) return this.number(offset) as number;
      const length = this.shape[axis] as number;
      const stride = sizeOf(this.shape.slice(axis + 1));
      return Array.from({ length }, (_, i) => nest(axis + 1, offset + i * stride));
    };
    return nest(0, 0);
  }

  /** The same data seen in another shape with as many elements; nothing is copied. */
  reshape(shape: readonly number[]): Tensor<D> {
    return new Tensor(this.dtype, shape, this.data);
  }

  private number(offset: number): number | undefined {
    const value: number | undefined = this.data[offset];
    return value === undefined ? undefined : codecOf(this.dtype).decode(value);
  }

  /** What `JSON.stringify` writes: the dtype, the shape and the flat numbers (NaN and infinities as strings). */
  toJSON(): { dtype: D; shape: readonly number[]; data: (number | string)[] } {
    const data = Array.from({ length: this.size }, (_, i) => {
      const value = this.number(i) as number;
      return Number.isFinite(value) ? value : String(value);
    });
    return { dtype: this.dtype, shape: this.shape, data };
  }
}

const arrayName: Readonly<Record<DType, string>> = {
  float32: "Float32Array",
  float64: "Float64Array",
  float16: "Uint16Array of bit patterns",
  bfloat16: "Uint16Array of bit patterns",
};

/** The dtype of a typed array that holds numbers; undefined for all else, bit patterns included. Works across realms. */
export function dtypeOf(data: unknown): "float32" | "float64" | undefined {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  const tag = tagOf(data);
  if (tag === "Float32Array") return "float32";
  return tag === "Float64Array" ? "float64" : undefined;
}

/** Whether a value is a typed array that holds bit patterns of two bytes. */
export function isPatterns(data: unknown): data is Uint16Array {
  return data instanceof Uint16Array || tagOf(data) === "Uint16Array";
}

/** Whether a value is the typed array of a dtype. */
export function holds(data: unknown, dtype: DType): boolean {
  return isEncoded(dtype) ? isPatterns(data) : dtypeOf(data) === dtype;
}

/** The name of a value's built-in type, such as `Int32Array`, also of a value from another realm. */
export function tagOf(data: unknown): string {
  return Object.prototype.toString.call(data).slice(8, -1);
}
