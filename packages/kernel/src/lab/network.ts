import { type AnyActivation, softmax } from "@actfn/core";
import { anyOf, type Check, number, oneOf } from "@actfn/core/checks";
import { Matrix } from "ml-matrix";
import { gradientOf, valuesOf } from "./compute.js";
import type { Digits } from "./digits.js";
import { type Random, random } from "./random.js";

/**
 * How weights are drawn: normal with variance gain² / fan-in.
 * `he`: gain √2 (for ReLU); `lecun`: gain 1; `xavier`: variance 2 / (fan-in + fan-out); a number: that gain itself.
 */
export type Initialization = "he" | "lecun" | "xavier" | number;

/** A check for an option that is an `Initialization`, or one of `more`. */
export function checkInitialization(...more: readonly string[]): Check {
  const words = ["he", "lecun", "xavier", ...more];
  const allowed = `one of ${words.map((word) => JSON.stringify(word)).join(", ")}, or a gain`;
  return anyOf(allowed, oneOf(...words), number(0, Infinity));
}

/** What a network is made of. */
export interface NetworkOptions {
  /** Numbers of units from input to output, such as [784, 64, 10]. */
  readonly sizes: readonly number[];
  /** Between the layers; the last is followed by softmax. */
  readonly activation: AnyActivation;
  readonly initialization?: Initialization;
  readonly seed?: number;
}

interface Layer {
  weight: Matrix;
  bias: number[];
}

/** What a forward pass leaves for the backward pass and for diagnosis. */
export interface Trace {
  /** What goes into each layer, the images first. */
  readonly inputs: readonly Matrix[];
  /** What comes out of each layer before its activation. */
  readonly before: readonly Matrix[];
  readonly probabilities: Matrix;
}

/**
 * A fully connected classifier with softmax and cross entropy, trained by plain gradient descent. ml-matrix multiplies
 * the matrices; every activation and every gradient of one is computed by the registered backend.
 */
export class Network {
  readonly activation: AnyActivation;
  readonly layers: readonly Layer[];

  constructor({ sizes, activation, initialization = "he", seed = 1 }: NetworkOptions) {
    const dice = random(seed);
    this.activation = activation;
    this.layers = sizes.slice(1).map((to, i) => makeLayer(sizes[i]!, to, initialization, dice));
  }

  /** Runs rows of inputs through the network. */
  async forward(images: Matrix): Promise<Trace> {
    const inputs = [images];
    const before: Matrix[] = [];
    for (const [i, { weight, bias }] of this.layers.entries()) {
      const z = inputs[i]!.mmul(weight).addRowVector(bias);
      before.push(z);
      const isLast = i === this.layers.length - 1;
      inputs.push(await apply(isLast ? softmax : this.activation, z));
    }
    return { inputs, before, probabilities: inputs.pop()! };
  }

  /** One step of gradient descent on a batch; resolves to its loss and what the forward pass left. */
  async step(images: Matrix, labels: Uint8Array, rate: number): Promise<{ loss: number; trace: Trace }> {
    const trace = await this.forward(images);
    // For softmax under cross entropy the gradient by the logits is the probabilities minus the truth.
    let slope = trace.probabilities.clone();
    let loss = 0;
    for (const [row, label] of labels.entries()) {
      loss -= Math.log(slope.get(row, label) + 1e-12) / labels.length;
      slope.set(row, label, slope.get(row, label) - 1);
    }
    slope.div(labels.length);
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const layer = this.layers[i]!;
      const back = i === 0 ? undefined : slope.mmul(layer.weight.transpose());
      layer.weight.sub(trace.inputs[i]!.transpose().mmul(slope).mul(rate));
      const sums = slope.sum("column");
      layer.bias = layer.bias.map((bias, j) => bias - rate * sums[j]!);
      if (back !== undefined) slope = await pullBack(this.activation, trace.before[i - 1]!, back);
    }
    return { loss, trace };
  }

  /** The share of digits that it names rightly. */
  async accuracy(digits: Digits): Promise<number> {
    const { probabilities } = await this.forward(imagesOf(digits));
    let right = 0;
    for (const [row, label] of digits.labels.entries())
      if (probabilities.maxRowIndex(row)[1] === label) right += 1;
    return right / digits.count;
  }
}

/** The pictures of digits as rows of a matrix. */
export function imagesOf({ images, count }: Digits): Matrix {
  return Matrix.from1DArray(count, images.length / count, images);
}

/** A matrix of weights drawn for its size. */
export function weights(from: number, to: number, initialization: Initialization, dice: Random): Matrix {
  const size = deviation(initialization, from, to);
  return Matrix.from1DArray(
    from,
    to,
    Float64Array.from({ length: from * to }, () => dice.normal() * size),
  );
}

/** A matrix with an activation applied to it; softmax along its rows. */
export async function apply(activation: AnyActivation, matrix: Matrix): Promise<Matrix> {
  const { rows, columns } = matrix;
  return Matrix.from1DArray(rows, columns, await valuesOf(activation, flat(matrix), [rows, columns]));
}

/** The gradient before an activation, given that after it. */
export async function pullBack(activation: AnyActivation, before: Matrix, back: Matrix): Promise<Matrix> {
  const { rows, columns } = before;
  return Matrix.from1DArray(
    rows,
    columns,
    await gradientOf(activation, flat(before), flat(back), [rows, columns]),
  );
}

/** The numbers of a matrix, row by row. */
export function flat(matrix: Matrix): Float32Array {
  return Float32Array.from(matrix.to1DArray());
}

function makeLayer(from: number, to: number, initialization: Initialization, dice: Random): Layer {
  return { weight: weights(from, to, initialization, dice), bias: new Array<number>(to).fill(0) };
}

function deviation(initialization: Initialization, from: number, to: number): number {
  if (initialization === "xavier") return Math.sqrt(2 / (from + to));
  const gain = initialization === "he" ? Math.SQRT2 : initialization === "lecun" ? 1 : initialization;
  return gain / Math.sqrt(from);
}
