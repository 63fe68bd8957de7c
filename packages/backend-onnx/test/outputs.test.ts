import { catalogue, createRuntime, silu, sizeOf, tensor } from "@actfn/core";
import { describe, expect, it } from "vitest";
import { onnx } from "../src/index.js";
import { publicOnly } from "./public-only.js";
import { requestFor } from "./requests.js";

describe("outputs that are given", () => {
  it("are filled by every activation, forward and backward", async () => {
    const backend = await onnx();
    for (const activation of catalogue) {
      for (const pass of ["forward", "backward"] as const) {
        const request = requestFor(activation, { dtype: "float32", pass, precision: "strict" });
        const fresh = await backend.execute(request);
        const outputs = request.shapes.map((shape) =>
          tensor(new Float32Array(sizeOf(shape)).fill(7), { shape }),
        );
        const filled = await backend.execute({ ...request, outputs });
        for (const [i, output] of outputs.entries()) {
          expect(filled[i]).toBe(output);
          expect(output.data, `${activation.definition.name} ${pass} ${i}`).toEqual(fresh[i]?.data);
        }
      }
    }
    await backend.dispose();
  });
});

describe("a large call of a lowered graph, which runs in blocks", () => {
  it.each([undefined, publicOnly])("gives what small ones give, in place too", async (runtime) => {
    const backend = await onnx(runtime === undefined ? {} : { runtime });
    const size = 3 * 2 ** 14 + 5;
    const x = Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 4001) / 100 - 20);
    const dy = Float32Array.from({ length: size }, (_, i) => (i % 3) - 1);
    const calls = createRuntime({ backends: [backend], precision: "strict" });
    for (const part of [
      [0, 100],
      [16380, 16390],
      [size - 3, size],
    ] as const) {
      const whole = (await calls.forward(silu, x)) as Float32Array;
      expect(whole.slice(...part)).toEqual(await calls.forward(silu, x.slice(...part)));
      const gradient = (await calls.backward(silu, x, dy)) as Float32Array;
      expect(gradient.slice(...part)).toEqual(
        await calls.backward(silu, x.slice(...part), dy.slice(...part)),
      );
    }
    const expected = await calls.forward(silu, x);
    await calls.forward(silu, x, { out: x });
    expect(x).toEqual(expected);
    await backend.dispose();
  });
});
