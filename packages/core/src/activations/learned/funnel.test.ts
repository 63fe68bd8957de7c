import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Backend } from "../../backend/backend.js";
import { InvalidOptionError } from "../../errors/invalid-option-error.js";
import { ShapeError } from "../../errors/shape-error.js";
import { evaluateRequest } from "../../program/evaluate-request.js";
import { defaultRuntime, use } from "../../runtime/default-runtime.js";
import { tensor } from "../../tensor/from.js";
import { philox } from "../../tensor/philox.js";
import { sizeOf } from "../../tensor/shape.js";
import type { Tensor } from "../../tensor/tensor.js";
import { funnel } from "./funnel.js";
import { type FunnelOptions, funnelCondition } from "./funnel-condition.js";

const reference: Backend = {
  contract: "v1",
  name: "reference",
  info: { version: "0", runtime: "reference", device: "cpu", threads: 1, native: [] },
  supports: () => ({ status: "lowered" }),
  execute: async (request) => evaluateRequest(request),
  dispose: async () => {},
};

function random(shape: readonly number[], seed: number): Tensor<"float64"> {
  const values = Array.from(
    { length: sizeOf(shape) },
    (_, i) => philox([i, 0, 0, 0], [seed, 0])[0] / 2 ** 31 - 1,
  );
  return tensor(Float64Array.from(values), { shape });
}

const shape = [2, 3, 4, 5];
const x = random(shape, 1);
const kernel = random([3, 3, 3], 2);
const weight = random([3], 3);
const bias = random([3], 4);
const dy = random(shape, 5);

/** Σ dy · f, to be differentiated by hand. */
async function loss(at: Tensor, options: FunnelOptions): Promise<number> {
  const { data } = await funnel(at, options);
  return (data as Float64Array).reduce((sum, v, i) => sum + v * (dy.data[i] as number), 0);
}

/** The central difference of the loss as one number moves. */
async function slope(target: Tensor<"float64">, i: number, options: FunnelOptions): Promise<number> {
  const h = 1e-5;
  const original = target.data[i] as number;
  target.data[i] = original + h;
  const above = await loss(x, options);
  target.data[i] = original - h;
  const below = await loss(x, options);
  target.data[i] = original;
  return (above - below) / (2 * h);
}

describe("funnel", () => {
  beforeAll(() => use(reference));
  afterAll(() => defaultRuntime().dispose());

  test.each([
    ["the batch's own statistics", {}],
    ["fixed statistics", { mean: [0.1, -0.2, 0.3], variance: [0.5, 1, 2] }],
  ])("has the gradients that differences give, with %s", async (_, statistics) => {
    const options = { kernel, weight, bias, ...statistics };
    const gradients = await funnel.backward(x, dy, options);
    for (const [name, target] of Object.entries({ x, kernel, weight, bias })) {
      for (let i = 0; i < target.size; i += 7) {
        const got = gradients[name as keyof typeof gradients].data[i] as number;
        expect(Math.abs(got - (await slope(target, i, options)))).toBeLessThan(1e-6);
      }
    }
  });

  test("takes the larger of the input and the condition", async () => {
    const { value } = funnelCondition(x, { kernel, weight, bias });
    const y = await funnel(x, { kernel, weight, bias });
    expect([...y.data]).toEqual([...x.data].map((v, i) => Math.max(v, value.data[i] as number)));
  });
});

describe("funnelCondition", () => {
  test("convolves each channel with its own kernel, with zeros around", () => {
    const image = tensor(
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      { dtype: "float64" },
    );
    const { value } = funnelCondition(image, {
      kernel: [
        [
          [1, 0, 0],
          [0, 10, 0],
          [0, 0, 100],
        ],
      ],
      mean: 0,
      variance: 1,
      eps: 1e-300,
    });
    expect(value.toArray()).toEqual([
      [
        [410, 20],
        [30, 41],
      ],
    ]);
  });

  test("normalizes each channel over the batch", () => {
    const { value, mean, variance } = funnelCondition(x, { kernel });
    for (let c = 0; c < 3; c++) {
      const channel = [...value.data].filter((_, i) => Math.floor(i / 20) % 3 === c);
      const average = channel.reduce((sum, v) => sum + v, 0) / channel.length;
      expect(average).toBeCloseTo(0, 12);
      expect(channel.reduce((sum, v) => sum + v * v, 0) / channel.length).toBeCloseTo(
        (variance[c] as number) / ((variance[c] as number) + 1e-5),
        12,
      );
    }
    expect(mean.length).toBe(3);
  });

  test("takes the kernel as PyTorch's convolution stores it, and gives its gradient in that shape", () => {
    const stored = kernel.reshape([3, 1, 3, 3]);
    const condition = funnelCondition(x, { kernel: stored });
    expect([...condition.value.data]).toEqual([...funnelCondition(x, { kernel }).value.data]);
    expect(condition.backward(dy).kernel.shape).toEqual([3, 1, 3, 3]);
  });

  test("takes a single image and an empty batch", () => {
    expect(funnelCondition(random([3, 4, 5], 9), { kernel }).value.shape).toEqual([3, 4, 5]);
    const empty = funnelCondition(tensor(new Float64Array(0), { shape: [0, 3, 4, 5] }), { kernel });
    expect(empty.value.shape).toEqual([0, 3, 4, 5]);
    expect([...empty.backward(new Float64Array(0)).bias.data]).toEqual([0, 0, 0]);
  });

  test("refuses what does not fit", () => {
    expect(() => funnelCondition([1, 2], { kernel })).toThrow(ShapeError);
    expect(() => funnelCondition(x, { kernel: [1, 2, 3] })).toThrow(ShapeError);
    expect(() => funnelCondition(x, { kernel, weight: [1, 2] })).toThrow(ShapeError);
    expect(() => funnelCondition(x, { kernel, mean: 0 })).toThrow(InvalidOptionError);
    expect(() => funnelCondition(x, { kernel, eps: 0 })).toThrow(InvalidOptionError);
    expect(() => funnelCondition(x, { kernel }).backward([1, 2])).toThrow(ShapeError);
  });
});
