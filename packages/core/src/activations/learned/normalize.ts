/** An image batch, row-major: batch, channels, height, width. */
export interface Image {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** How each channel is normalized: by fixed statistics, or by those of the batch. */
export interface Normalization {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly eps: number;
  readonly fixed?: { readonly mean: Float64Array; readonly variance: Float64Array };
}

/** What came out, the statistics used, and the way back. */
export interface Normalized {
  readonly value: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  backward(dvalue: Float64Array): { input: Float64Array; weight: Float64Array; bias: Float64Array };
}

/** Batch normalization: weight · (input − mean)/√(variance + eps) + bias for each channel. */
export function normalize(input: Float64Array, image: Image, how: Normalization): Normalized {
  const { channels } = image;
  const count = input.length / channels;
  const { mean, variance } = how.fixed ?? statistics(input, image);
  const scale = variance.map((v) => 1 / Math.sqrt(v + how.eps));
  const standard = new Float64Array(input.length);
  const value = new Float64Array(input.length);
  forEachValue(image, (i, c) => {
    standard[i] = ((input[i] as number) - (mean[c] as number)) * (scale[c] as number);
    value[i] = (standard[i] as number) * (how.weight[c] as number) + (how.bias[c] as number);
  });
  return {
    value,
    mean,
    variance,
    backward(dvalue) {
      const weight = new Float64Array(channels);
      const bias = new Float64Array(channels);
      forEachValue(image, (i, c) => {
        bias[c] = (bias[c] as number) + (dvalue[i] as number);
        weight[c] = (weight[c] as number) + (dvalue[i] as number) * (standard[i] as number);
      });
      const dinput = new Float64Array(input.length);
      forEachValue(image, (i, c) => {
        // The batch's own mean and variance depend on every value: what they take from each is shared out.
        const shared = how.fixed
          ? 0
          : ((bias[c] as number) + (standard[i] as number) * (weight[c] as number)) / count;
        dinput[i] = ((dvalue[i] as number) - shared) * (how.weight[c] as number) * (scale[c] as number);
      });
      return { input: dinput, weight, bias };
    },
  };
}

function statistics(input: Float64Array, image: Image): { mean: Float64Array; variance: Float64Array } {
  const count = Math.max(input.length / image.channels, 1);
  const mean = new Float64Array(image.channels);
  forEachValue(image, (i, c) => {
    mean[c] = (mean[c] as number) + (input[i] as number) / count;
  });
  const variance = new Float64Array(image.channels);
  forEachValue(image, (i, c) => {
    variance[c] = (variance[c] as number) + ((input[i] as number) - (mean[c] as number)) ** 2 / count;
  });
  return { mean, variance };
}

function forEachValue(
  { batch, channels, height, width }: Image,
  visit: (i: number, channel: number) => void,
): void {
  const plane = height * width;
  for (let p = 0; p < batch * channels; p++) {
    for (let k = 0; k < plane; k++) visit(p * plane + k, p % channels);
  }
}
