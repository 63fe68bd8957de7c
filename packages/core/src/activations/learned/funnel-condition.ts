/** @public */
import { InvalidOptionError } from "../../errors/invalid-option-error.js";
import { showShape } from "../../errors/print.js";
import { ShapeError } from "../../errors/shape-error.js";
import { cast } from "../../tensor/cast.js";
import { allocate } from "../../tensor/dtype.js";
import { type TensorLike, tensor } from "../../tensor/from.js";
import { sizeOf } from "../../tensor/shape.js";
import { Tensor } from "../../tensor/tensor.js";
import { type Image, normalize } from "./normalize.js";

/** What the funnel condition is made of. */
export interface FunnelOptions {
  /** The depthwise kernel, `[C, 3, 3]` or `[C, 1, 3, 3]`. */
  readonly kernel: TensorLike;
  /** The scale after normalization, `[C]` or a number; by default 1. */
  readonly weight?: TensorLike;
  /** The shift after normalization, `[C]` or a number; by default 0. */
  readonly bias?: TensorLike;
  /** The running mean of each channel, `[C]` or a number, for evaluation. Without mean and variance the batch's own are taken, as in training. */
  readonly mean?: TensorLike;
  /** The running variance of each channel, `[C]` or a number; given together with mean. */
  readonly variance?: TensorLike;
  /** What is added to the variance; a finite number above 0, by default 1e−5. */
  readonly eps?: number;
}

/** The gradients of the condition for what it was made of. */
export interface FunnelGradients {
  readonly x: Tensor;
  readonly kernel: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/** The condition of an input: its values, the statistics that were used, and the way back. */
export interface FunnelCondition {
  /** T(x), of x's shape and dtype. */
  readonly value: Tensor;
  /** The mean of each channel that was taken off, for running averages. */
  readonly mean: Float64Array;
  /** The variance (of the population) of each channel that was divided by. */
  readonly variance: Float64Array;
  /** The gradients for x, kernel, weight and bias, given that of the value. */
  backward(dvalue: TensorLike): FunnelGradients;
}

const eps = 1e-5;

/**
 * The condition of FReLU: T(x) = weight · (conv(x) − mean)/√(variance + eps) + bias, where conv is a depthwise 3×3
 * convolution with zeros around the image, and mean and variance are those of each channel.
 *
 * Shapes: x (N, C, H, W) or (C, H, W), of any float dtype; the value has the shape of x. Everything is computed in double and
 * rounded once. Throws a `ShapeError` for another rank or a kernel that does not fit, an `InvalidOptionError` for an eps that
 * is not finite and positive, or for one of mean and variance without the other.
 *
 * Source: Ma, Zhang & Sun 2020.
 */
export function funnelCondition(x: TensorLike, options: FunnelOptions): FunnelCondition {
  const given = tensor(x);
  const [batch, channels, height, width] = imageShape(given.shape);
  const image = { batch, channels, height, width };
  const kernel = kernelOf(options.kernel, channels);
  const perChannel = (name: "weight" | "bias" | "mean" | "variance", otherwise: number): Float64Array =>
    channelValues(name, options[name] ?? otherwise, channels);
  if ((options.mean === undefined) !== (options.variance === undefined)) {
    throw new InvalidOptionError(
      "funnelCondition",
      "mean",
      options.mean,
      "given together with variance, or left out with it",
      "give both mean and variance, or neither.",
    );
  }
  if (options.eps !== undefined && !(options.eps > 0 && options.eps < Infinity)) {
    throw new InvalidOptionError("funnelCondition", "eps", options.eps, "a finite number greater than 0");
  }
  const source = doubles(given);
  const normalized = normalize(convolve(source, kernel, image), image, {
    weight: perChannel("weight", 1),
    bias: perChannel("bias", 0),
    eps: options.eps ?? eps,
    ...(options.mean === undefined
      ? {}
      : { fixed: { mean: perChannel("mean", 0), variance: perChannel("variance", 1) } }),
  });
  return {
    value: rounded(normalized.value, given),
    mean: normalized.mean,
    variance: normalized.variance,
    backward: (dvalue) => {
      const d = normalized.backward(doublesOf(dvalue, given));
      return {
        x: rounded(correlate(d.input, kernel, image), given),
        kernel: rounded(kernelGradient(source, d.input, image), given, kernelShape(options.kernel)),
        weight: rounded(d.weight, given, [channels]),
        bias: rounded(d.bias, given, [channels]),
      };
    },
  };
}

function imageShape(shape: readonly number[]): readonly [number, number, number, number] {
  if (shape.length === 4) return shape as unknown as readonly [number, number, number, number];
  if (shape.length === 3) return [1, ...shape] as unknown as readonly [number, number, number, number];
  throw new ShapeError(
    `funnelCondition: x has shape ${showShape(shape)}; it must be (N, C, H, W) or (C, H, W).`,
  );
}

function kernelShape(kernel: TensorLike): readonly number[] {
  return tensor(kernel).shape;
}

function kernelOf(kernel: TensorLike, channels: number): Float64Array {
  const { shape } = tensor(kernel);
  const fits =
    shape[0] === channels && sizeOf(shape) === channels * 9 && shape.at(-1) === 3 && shape.at(-2) === 3;
  if (fits) return doubles(tensor(kernel));
  throw new ShapeError(
    `funnelCondition: kernel has shape ${showShape(shape)}; for ${channels} channels it must be [${channels}, 3, 3] or [${channels}, 1, 3, 3].`,
  );
}

function channelValues(name: string, value: TensorLike, channels: number): Float64Array {
  const given = doubles(tensor(value));
  if (given.length === 1) return new Float64Array(channels).fill(given[0] as number);
  if (given.length === channels) return given;
  throw new ShapeError(
    `funnelCondition: ${name} has ${given.length} elements; it must be a number, or have one element for each of the ${channels} channels.`,
  );
}

function doubles(source: Tensor): Float64Array {
  return cast(source, "float64").data;
}

function doublesOf(dvalue: TensorLike, like: Tensor): Float64Array {
  const given = tensor(dvalue);
  if (given.size === like.size) return doubles(given);
  throw new ShapeError(
    `funnelCondition: the gradient has shape ${showShape(given.shape)}; it must have the shape of x, ${showShape(like.shape)}.`,
  );
}

function rounded(values: Float64Array, like: Tensor, shape: readonly number[] = like.shape): Tensor {
  return cast(new Tensor("float64", shape, values), like.dtype);
}

/** Calls `visit` for each pair of a pixel and a neighbor inside the image, with the kernel's tap between them. */
function forEachTap(
  { batch, channels, height, width }: Image,
  visit: (pixel: number, neighbor: number, tap: number) => void,
): void {
  for (let plane = 0; plane < batch * channels; plane++) {
    const start = plane * height * width;
    const taps = (plane % channels) * 9;
    for (let row = 0; row < height; row++) {
      for (let k = 0; k < 9; k++) {
        const down = Math.floor(k / 3) - 1;
        const right = (k % 3) - 1;
        if (row + down < 0 || row + down >= height) continue;
        const first = Math.max(0, -right);
        const last = Math.min(width, width - right);
        for (let column = first; column < last; column++) {
          const pixel = start + row * width + column;
          visit(pixel, pixel + down * width + right, taps + k);
        }
      }
    }
  }
}

function convolve(x: Float64Array, kernel: Float64Array, image: Image): Float64Array {
  const out = allocate("float64", x.length);
  forEachTap(image, (pixel, neighbor, tap) => {
    out[pixel] = (out[pixel] as number) + (kernel[tap] as number) * (x[neighbor] as number);
  });
  return out;
}

/** The gradient with respect to x: the transpose of the convolution. */
function correlate(dconv: Float64Array, kernel: Float64Array, image: Image): Float64Array {
  const dx = allocate("float64", dconv.length);
  forEachTap(image, (pixel, neighbor, tap) => {
    dx[neighbor] = (dx[neighbor] as number) + (kernel[tap] as number) * (dconv[pixel] as number);
  });
  return dx;
}

function kernelGradient(x: Float64Array, dconv: Float64Array, image: Image): Float64Array {
  const dkernel = allocate("float64", image.channels * 9);
  forEachTap(image, (pixel, neighbor, tap) => {
    dkernel[tap] = (dkernel[tap] as number) + (dconv[pixel] as number) * (x[neighbor] as number);
  });
  return dkernel;
}
