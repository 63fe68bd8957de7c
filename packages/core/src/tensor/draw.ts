import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { UnknownOptionError } from "../errors/unknown-option-error.js";
import { codecOf } from "./codec.js";
import { allocate, type DType } from "./dtype.js";
import { philox } from "./philox.js";
import { checkShape, sizeOf } from "./shape.js";
import { Tensor } from "./tensor.js";

/** Which random numbers: the same settings give the same numbers, on every backend and machine. */
export interface DrawOptions<D extends DType = DType> {
  /** The seed: an integer from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** Tells draws with one seed apart, such as steps of a training: an integer from 0 to 2⁵³ − 1, by default 0. */
  readonly stream?: number;
  /** The element type; by default float32. */
  readonly dtype?: D;
}

const known: readonly string[] = ["seed", "stream", "dtype"];

/**
 * A tensor whose elements are `transform(u)`, with u uniform in the open interval (0, 1): element i has word i mod 4 of
 * Philox4x32-10 at counter ⌊i/4⌋ of the stream, moved to the middle of its 2⁻³² interval.
 * Throws an `InvalidOptionError` for a seed or a stream that is not such an integer, a `ShapeError` for a bad shape.
 */
export function draw<D extends DType>(
  name: string,
  shape: readonly number[],
  options: DrawOptions<D>,
  transform: (u: number) => number,
): Tensor<D> {
  checkDrawOptions(name, options);
  const { seed, stream = 0, dtype = "float32" as D } = options;
  const key = halves(name, "seed", seed);
  const [stream0, stream1] = halves(name, "stream", stream);
  checkShape(shape);
  const data = allocate<DType>(dtype, sizeOf(shape));
  const { encode } = codecOf(dtype);
  for (let i = 0; i < data.length; i += 4) {
    const block = philox([i / 4, 0, stream0, stream1], key);
    for (let k = 0; k < 4 && i + k < data.length; k++) {
      data[i + k] = encode(transform(((block[k] as number) + 0.5) / 2 ** 32));
    }
  }
  return new Tensor<DType>(dtype, shape, data) as Tensor<D>;
}

/** Throws an `UnknownOptionError` for an option that is neither one of a draw's nor one of `more`. */
export function checkDrawOptions(name: string, options: object, more: readonly string[] = []): void {
  const all = [...known, ...more];
  for (const option in options) {
    if (!all.includes(option)) throw new UnknownOptionError(name, option, all);
  }
}

function halves(name: string, option: string, value: number): readonly [number, number] {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidOptionError(name, option, value, "an integer from 0 to 2^53 - 1");
  }
  return [value % 2 ** 32, Math.floor(value / 2 ** 32)];
}
