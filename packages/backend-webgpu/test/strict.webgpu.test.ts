import * as core from "@actfn/core";
import { type Activation, createRuntime, defineActivation, type Expression, tensor } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf, strictDigests } from "../../backend-cpu/test/strict-digest.js";
import { webgpu } from "../src/index.js";
import { drawn, strictDifference } from "./strict-bits.js";

/** For what takes half a minute on two processors that do nothing else. */
const PATIENCE = 600_000;

let backend: Awaited<ReturnType<typeof webgpu>>;
beforeAll(async () => {
  backend = await webgpu();
});
afterAll(() => backend.dispose());

it(
  "gives the strict bits of the whole catalogue, values and gradients, in float32 and float64",
  async () => {
    const wanted = await strictDigests(reference());
    const got = await strictDigests(backend);
    expect(got).toEqual(wanted);
    expect(digestOf(got)).toBe(digestOf(wanted));
  },
  PATIENCE,
);

const x = [3, 5, 7];
const weights = [[], [1], [5], [5, 1], [1, 7], [3, 1, 1], [3, 1, 7], [3, 5, 7]];

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  it.each(weights.map((shape) => [shape]))(
    "sums the gradient of an option of shape %j as the CPU does",
    async (shape) => {
      const weight = drawn(shape, dtype, 5);
      expect(await strictDifference(backend, core.prelu, drawn(x, dtype), { weight })).toBeUndefined();
    },
  );

  it("takes several options", async () => {
    const [alpha, weight, bias] = [drawn([1], dtype, 2), drawn([5, 1], dtype, 3), drawn([7], dtype, 4)];
    const options = { alpha, weight, bias };
    expect(await strictDifference(backend, core.dyt, drawn(x, dtype), options)).toBeUndefined();
  });

  it("reads a number option", async () => {
    expect(await strictDifference(backend, core.swish, drawn(x, dtype), { beta: 0.3 })).toBeUndefined();
  });

  const alongAxes = {
    softmax: core.softmax,
    sparsemax: core.sparsemax,
    entmax15: core.entmax15,
    logSumExp: core.logSumExp,
    hardmax: core.hardmax,
  };
  describe.each([0, 1, 2])("axis %i", (axis) => {
    it.each(Object.entries(alongAxes))("%s", async (_, activation) => {
      expect(await strictDifference(backend, activation, drawn(x, dtype), { axis })).toBeUndefined();
    });

    it("parts, and a mask", async () => {
      expect(await strictDifference(backend, core.glu, drawn([4, 6, 8], dtype), { axis })).toBeUndefined();
      const options = { axis, mask: drawn([5, 1], dtype, 3) };
      expect(await strictDifference(backend, core.maskedSoftmax, drawn(x, dtype), options)).toBeUndefined();
    });

    it("an option that is learned", async () => {
      const options = { axis, gain: drawn([5, 1], dtype, 3) };
      expect(await strictDifference(backend, centered, drawn(x, dtype), options)).toBeUndefined();
    });
  });

  it("shapes without elements, and without axes", async () => {
    for (const shape of [[0, 4], [3, 0], []]) {
      expect(await strictDifference(backend, core.gelu, drawn(shape, dtype), {})).toBeUndefined();
    }
    expect(
      await strictDifference(backend, core.logSumExp, drawn([3, 0], dtype), { axis: 1 }),
    ).toBeUndefined();
    expect(await strictDifference(backend, core.prelu, drawn([2, 0], dtype), {})).toBeUndefined();
  });
});

interface Centered {
  readonly gain?: core.TensorLike;
  readonly axis?: number;
}

/** Along an axis, with an option that is learned, and cheap, so that long rows take no time. */
const centered: Activation<Centered, "gain"> = defineActivation<Centered, "gain">({
  name: "centered",
  domain: { kind: "axis" },
  options: {
    gain: { type: "tensor", default: 1, tex: "g", description: "A factor." },
    axis: { type: "axis", default: -1, description: "The axis." },
  },
  learned: ["gain"],
  expression: ({ x: given, gain }) => core.mul(gain, core.sub(given, core.sumAlong(given))),
});

describe("large work", { timeout: PATIENCE }, () => {
  it("sums rows in chunks, as the CPU does, and long sums in the order of the elements", async () => {
    for (const shape of [
      [1, 65536 + 40],
      [32769, 2],
    ]) {
      const options = { axis: shape.indexOf(Math.max(...shape)) };
      expect(await strictDifference(backend, centered, drawn(shape, "float32"), options)).toBeUndefined();
    }
  });

  it("runs a program with more values than registers, and one of ten thousand nodes", async () => {
    const many = pointwise("many", (value) => {
      const terms = Array.from({ length: 150 }, (_, k) =>
        core.div(value, core.add(core.square(value), k + 1)),
      );
      const products = terms.map((term, k) => core.mul(term, terms.at(-1 - k) as Expression));
      return core.mul(sum(terms), sum(products));
    });
    const long = pointwise("long", (value) =>
      balanced(Array.from({ length: 5000 }, (_, k) => core.mul(value, 1 / (k + 3)))),
    );
    expect(await strictDifference(backend, many, drawn([100], "float32"), {})).toBeUndefined();
    expect(await strictDifference(backend, long, drawn([3], "float32"), {})).toBeUndefined();
  });

  it("ends between two dispatches if the call is aborted, and the next call is right", async () => {
    const runtime = createRuntime({ backends: [backend], precision: "strict" });
    const large = tensor(new Float32Array(2 ** 20), { shape: [2 ** 20] });
    const controller = new AbortController();
    const call = runtime.forward(core.gelu, large, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 100);
    await expect(call).rejects.toThrow("enough");
    expect(await strictDifference(backend, core.gelu, drawn([8], "float32"), {})).toBeUndefined();
  });
});

function pointwise(name: string, expression: (x: Expression) => Expression): Activation {
  return defineActivation({ name, expression: ({ x: value }) => expression(value) });
}

function balanced(terms: readonly Expression[]): Expression {
  if (terms.length === 1) return terms[0] as Expression;
  const half = terms.length >> 1;
  return core.add(balanced(terms.slice(0, half)), balanced(terms.slice(half)));
}

function sum(terms: readonly Expression[]): Expression {
  return terms.reduce((a, b) => core.add(a, b));
}
