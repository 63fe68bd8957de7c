import type { AnyActivation, Runtime } from "@actfn/core";
import type { OptionValues } from "@actfn/plot";
import { multiply, rootMeanSquare, transpose } from "./matrix.js";
import type { Random } from "./random.js";

/** What an activation is evaluated with. */
export interface NetworkActivation {
  readonly runtime: Runtime;
  readonly activation: AnyActivation;
  readonly options: OptionValues;
}

/** What a layer looks like after a step. */
export interface LayerState {
  /** The root mean square of the loss's gradient for the layer's weights. */
  readonly gradient: number;
  /** The share of its units whose slope is 0 for every example: nothing reaches their weights any more. */
  readonly dead: number;
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly biases: Float32Array;
  readonly moments: readonly [Float32Array, Float32Array];
}

/**
 * A network of dense layers with one activation between them and a logit at its end, trained on all examples at once with
 * Adam. The activation and its gradient are the backend's; the rest is plain loops.
 */
export class Network {
  private readonly activation: NetworkActivation;
  private readonly layers: readonly Layer[];
  private steps = 0;

  constructor(activation: NetworkActivation, sizes: readonly number[], random: Random) {
    this.activation = activation;
    const gain = Math.min(activation.activation.definition.properties?.gain ?? 1, 2);
    this.layers = sizes.slice(1).map((outputs, i) => newLayer(sizes[i] as number, outputs, gain, random));
  }

  /** The logit of each example. */
  predict(x: Float32Array): Float32Array {
    return this.forward(x).logits;
  }

  /** One step down the slope of the mean binary cross-entropy. Returns the loss before it, and each layer's state. */
  train(x: Float32Array, labels: Float32Array, rate: number): { loss: number; layers: LayerState[] } {
    const { sums, values, logits } = this.forward(x);
    const count = labels.length;
    let loss = 0;
    let upstream: Float32Array = logits.map((z, i) => {
      const label = labels[i] as number;
      loss += Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));
      return (1 / (1 + Math.exp(-z)) - label) / count;
    });
    const states: LayerState[] = [];
    this.steps += 1;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l] as Layer;
      const { inputs, outputs } = layer;
      let dead = 0;
      if (l < this.layers.length - 1) {
        const slope = this.slope(sums[l] as Float32Array);
        dead = deadShare(slope, count, outputs);
        upstream = upstream.map((dy, i) => dy * (slope[i] as number));
      }
      const value = values[l] as Float32Array;
      const forWeights = multiply(transpose(value, count, inputs), upstream, inputs, count, outputs);
      const forBiases = columnSums(upstream, count, outputs);
      states.unshift({ gradient: rootMeanSquare(forWeights), dead });
      const through =
        l > 0
          ? multiply(upstream, transpose(layer.weights, inputs, outputs), count, outputs, inputs)
          : upstream;
      adam(layer, forWeights, forBiases, rate, this.steps);
      upstream = through;
    }
    return { loss: loss / count, layers: states };
  }

  private forward(x: Float32Array): { sums: Float32Array[]; values: Float32Array[]; logits: Float32Array } {
    const sums: Float32Array[] = [];
    const values: Float32Array[] = [x];
    for (const [l, { inputs, outputs, weights, biases }] of this.layers.entries()) {
      const value = values[l] as Float32Array;
      const sum = multiply(value, weights, value.length / inputs, inputs, outputs);
      for (let i = 0; i < sum.length; i++) sum[i]! += biases[i % outputs] as number;
      sums.push(sum);
      if (l < this.layers.length - 1) values.push(this.value(sum));
    }
    return { sums, values, logits: sums[sums.length - 1] as Float32Array };
  }

  private value(x: Float32Array): Float32Array {
    const { runtime, activation, options } = this.activation;
    return runtime.forwardSync(activation, x, { ...options, precision: "fast" }) as Float32Array;
  }

  private slope(x: Float32Array): Float32Array {
    const { runtime, activation, options } = this.activation;
    const ones = new Float32Array(x.length).fill(1);
    const answer = runtime.backwardSync(activation, x, ones, { ...options, precision: "fast" });
    return (ArrayBuffer.isView(answer) ? answer : (answer as { x: Float32Array }).x) as Float32Array;
  }
}

function newLayer(inputs: number, outputs: number, gain: number, random: Random): Layer {
  const deviation = gain / Math.sqrt(inputs);
  const weights = Float32Array.from({ length: inputs * outputs }, () => random.normal() * deviation);
  const all = weights.length + outputs;
  return {
    inputs,
    outputs,
    weights,
    biases: new Float32Array(outputs),
    moments: [new Float32Array(all), new Float32Array(all)],
  };
}

function deadShare(slope: Float32Array, count: number, width: number): number {
  let dead = 0;
  for (let unit = 0; unit < width; unit++) {
    let isDead = true;
    for (let i = 0; i < count && isDead; i++) isDead = slope[i * width + unit] === 0;
    if (isDead) dead += 1;
  }
  return dead / width;
}

function columnSums(values: Float32Array, rows: number, columns: number): Float32Array {
  const sums = new Float32Array(columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) sums[j]! += values[i * columns + j] as number;
  return sums;
}

/** Kingma and Ba 2014, with their constants. */
function adam(
  layer: Layer,
  forWeights: Float32Array,
  forBiases: Float32Array,
  rate: number,
  step: number,
): void {
  const [first, second] = layer.moments;
  const scale = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
  const update = (target: Float32Array, gradient: Float32Array, offset: number): void => {
    for (let i = 0; i < target.length; i++) {
      const g = gradient[i] as number;
      const m = 0.9 * (first[offset + i] as number) + 0.1 * g;
      const v = 0.999 * (second[offset + i] as number) + 0.001 * g * g;
      first[offset + i] = m;
      second[offset + i] = v;
      target[i]! -= (scale * m) / (Math.sqrt(v) + 1e-8);
    }
  };
  update(layer.weights, forWeights, 0);
  update(layer.biases, forBiases, layer.weights.length);
}
