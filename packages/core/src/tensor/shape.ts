import { AxisError } from "../errors/axis-error.js";
import { show, showShape } from "../errors/print.js";
import { ShapeError } from "../errors/shape-error.js";

/** The number of elements of a shape; 1 for a scalar's empty shape. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** Throws a {@link ShapeError} unless every length is an integer of at least 0 and the size is one that memory can hold. */
export function checkShape(shape: readonly number[]): void {
  if (!Array.isArray(shape)) throw new ShapeError(`A shape must be an array of lengths; got ${show(shape)}.`);
  for (const length of shape) {
    if (!Number.isInteger(length) || length < 0) {
      throw new ShapeError(
        `A shape must hold integers of at least 0; got ${show(length)} in ${show(shape)}.`,
      );
    }
  }
  if (sizeOf(shape) > 2 ** 32) {
    throw new ShapeError(
      `A tensor of shape ${showShape(shape)} has more than 2^32 elements. Split the data into several tensors.`,
    );
  }
}

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Turns an axis, which may count from the end, into one between 0 and rank − 1.
 * A scalar counts as a row of one, as in PyTorch, so that axis 0 and −1 are allowed there.
 */
export function resolveAxis(activation: string, axis: unknown, shape: readonly number[]): number {
  const rank = Math.max(shape.length, 1);
  if (typeof axis !== "number" || !Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new AxisError(activation, axis, shape, `it must be an integer from ${-rank} to ${rank - 1}`);
  }
  return axis < 0 ? axis + rank : axis;
}

/** A row-major tensor seen from one axis: `outer` blocks, each of `length` steps, each of `inner` neighbors. */
export interface AxisView {
  /** The product of the lengths before the axis. */
  readonly outer: number;
  /** The length of the axis. */
  readonly length: number;
  /** The product of the lengths after the axis: the distance between two neighbors along it. */
  readonly inner: number;
}

/** Sees a shape from an axis (0 … rank − 1). */
export function axisView(shape: readonly number[], axis: number): AxisView {
  let [outer, inner] = [1, 1];
  for (let i = 0; i < axis; i++) outer *= shape[i] as number;
  for (let i = axis + 1; i < shape.length; i++) inner *= shape[i] as number;
  return { outer, length: shape[axis] ?? 1, inner };
}
