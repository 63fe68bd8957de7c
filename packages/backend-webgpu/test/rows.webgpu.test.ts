import { createRuntime, hardmax, softmax, softmin, type Tensor, tensor } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { afterAll, describe, expect, it } from "vitest";
import { webgpu } from "../src/index.js";

const backend = await webgpu();
const onDevice = createRuntime({ backends: [backend] });
const byReference = createRuntime({ backends: [reference()], precision: "strict" });
afterAll(() => backend.dispose());

/** Numbers of a wide range, the same at each run. */
function numbers(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => 12 * Math.sin(i * 12.9898) + 3 * Math.cos(i * 0.37));
}

function dataOf(answer: unknown): Float32Array {
  return (answer as Tensor<"float32">).data;
}

describe("rows", () => {
  it.each([
    { shape: [5, 1], axis: 1 },
    { shape: [7, 33], axis: 1 },
    { shape: [3, 300, 5], axis: 1 },
    { shape: [1000, 3], axis: 0 },
    { shape: [1, 100_000], axis: 1 },
  ])(
    "of shape $shape along axis $axis are within 5 ulp, or what the largest loses",
    async ({ shape, axis }) => {
      const x = tensor(numbers(shape.reduce((size, length) => size * length, 1)), { shape });
      for (const activation of [softmax, softmin, hardmax]) {
        const got = dataOf(await onDevice.forward(activation, x, { axis }));
        const wanted = dataOf(await byReference.forward(activation, x, { axis }));
        for (const [i, value] of wanted.entries()) {
          // Four units, and one for each that an entry lies below the largest.
          const allowed = 40 * 2 ** -23 * value + 2 ** -120;
          if (!(Math.abs((got[i] as number) - value) <= allowed)) expect([i, got[i]]).toEqual([i, value]);
        }
      }
    },
  );

  it("have the same bits wherever they lie", async () => {
    const row = numbers(500);
    const alone = dataOf(await onDevice.forward(softmax, tensor(row, { shape: [1, 500] }), { axis: 1 }));
    const across = new Float32Array(500 * 3);
    for (const [k, value] of row.entries()) across[3 * k + 1] = value;
    const together = dataOf(
      await onDevice.forward(softmax, tensor(across, { shape: [500, 3] }), { axis: 0 }),
    );
    expect(together.filter((_, i) => i % 3 === 1)).toEqual(alone);
  });

  it("that are longer than a workgroup computes are left to the next backend", () => {
    const x = tensor(new Float32Array(2 ** 20 + 1));
    const runtime = createRuntime({ backends: [backend, reference()] });
    expect(runtime.which(softmax, x, { axis: 0 })).toMatchObject({ backend: "reference" });
  });
});
