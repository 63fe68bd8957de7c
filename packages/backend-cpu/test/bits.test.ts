import {
  type Activation,
  add,
  type Backend,
  type Definition,
  type DType,
  defineActivation,
  div,
  type Expression,
  exp,
  mul,
  type OptionSpec,
  type Runtime,
  relu,
  softmax,
  sumAlong,
  Tensor,
} from "@actfn/core";
import { beforeAll, describe, expect, it } from "vitest";
import { cpu } from "../src/index.js";
import { activations, firstDifference, requiredOptions, runtimeOn, strictReference } from "./reference.js";

const specials = [0, -0, Infinity, -Infinity, Number.NaN, 2 ** -149, -(2 ** -149), 3.4e38, -3.4e38];
const pointwise = activations.filter(({ definition }) => definition.domain.kind !== "axis");
const alongAxis = activations.filter(
  ({ definition }) => definition.domain.kind === "axis" && definition.options["axis"]?.type === "axis",
);

// The reference interprets; where other work keeps the processors busy a case may take seconds.

let backend: Backend;
let strict: Runtime;
beforeAll(async () => {
  backend = await cpu({ threads: 1 });
  strict = runtimeOn(backend, "strict");
});

function numbers(dtype: DType, shape: readonly number[], next: (i: number) => number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Array.from({ length: size }, (_, i) => next(i));
  return Tensor.of(dtype, shape, dtype === "float64" ? Float64Array.from(values) : Float32Array.from(values));
}

/** A wave that no short period fits. */
const wave = (i: number): number => Math.sin((i + 1) * 12.9898) * 43758.5453;
const scattered = (i: number): number => wave(i) - Math.floor(wave(i)) - 0.5;

/** Every other number is special; from length to length each lane meets each of the special ones. */
function mixed(i: number, length: number): number {
  const special = specials[((i >> 1) + length) % specials.length] as number;
  return (i + length) % 2 === 0 ? special : scattered(i + length) * 30;
}

describe("strict kernels have the bits of the reference", () => {
  describe.each(["float32", "float64"] as const)("%s", (dtype) => {
    it.each(pointwise.map((a) => [a.definition.name, a] as const))(
      "%s, forward and backward, at lengths 1 to 33 with a special number in every lane",
      (_name, activation) => {
        const options = requiredOptions(activation);
        const parts = activation.definition.domain.kind === "grouped" ? 2 : 1;
        for (let length = 1; length <= 33; length++) {
          const x = numbers(dtype, [length * parts], (i) => mixed(i, length));
          const y = strictReference.forwardSync(activation, x, options) as Tensor;
          expect(firstDifference(y, strict.forwardSync(activation, x, options))).toBeUndefined();
          const dy = numbers(dtype, y.shape, (i) => scattered(i * 3 + 1));
          const wanted = strictReference.backwardSync(activation, x, dy, options);
          expect(firstDifference(wanted, strict.backwardSync(activation, x, dy, options))).toBeUndefined();
        }
      },
    );

    it.each(alongAxis.map((a) => [a.definition.name, a] as const))(
      "%s, along every axis of every shape",
      (_name, activation) => {
        for (const shape of [[1], [7], [8], [9], [3, 33], [4, 5, 6], [2, 17, 3]]) {
          for (const axis of shape.keys()) {
            const options = { ...requiredOptions(activation), axis };
            const x = numbers(dtype, shape, (i) => (i === 5 ? -Infinity : scattered(i) * 20));
            const y = strictReference.forwardSync(activation, x, options) as Tensor;
            expect(firstDifference(y, strict.forwardSync(activation, x, options))).toBeUndefined();
            const dy = numbers(dtype, y.shape, (i) => scattered(i * 3 + 1));
            const wanted = strictReference.backwardSync(activation, x, dy, options);
            expect(firstDifference(wanted, strict.backwardSync(activation, x, dy, options))).toBeUndefined();
          }
        }
      },
    );
  });

  it("a row longer than the memory that kernels work in has the bits of one that fits", async () => {
    const { softmax, logSoftmax, sparsemax } = await import("@actfn/core");
    for (const activation of [softmax, logSoftmax, sparsemax]) {
      const x = numbers("float32", [70_000], (i) => scattered(i) * 8);
      const dy = numbers("float32", [70_000], (i) => scattered(i * 3 + 1));
      const wanted = strictReference.forwardSync(activation, x);
      expect(firstDifference(wanted, strict.forwardSync(activation, x))).toBeUndefined();
      const gradient = strictReference.backwardSync(activation, x, dy);
      expect(firstDifference(gradient, strict.backwardSync(activation, x, dy))).toBeUndefined();
    }
  });

  it.each([
    ["each element", relu, "float32", 33],
    ["a row", softmax, "float64", 24],
  ] as const)(
    "a function of %s, with more learned options than a kernel has room for",
    (_what, like, dtype, count) => {
      const { domain, summary } = like.definition;
      const names = Array.from({ length: count }, (_, i) => `weight${i}`);
      const weight = { type: "tensor", default: 1, description: "A weight." } as const;
      const definition: Definition = {
        name: "many",
        title: "Many",
        learned: names,
        summary,
        domain,
        options: {
          ...Object.fromEntries(names.map((name) => [name, weight])),
          ...(domain.kind === "axis" && { axis: softmax.definition.options["axis"] as OptionSpec }),
        },
        expression: (given) => {
          const x = given["x"] as Expression;
          const sum = names.reduce((terms, name) => add(terms, mul(given[name] as Expression, add(x, 1))), x);
          return domain.kind === "axis" ? div(sum, sumAlong(exp(x))) : sum;
        },
      };
      const activation = defineActivation(definition as never) as Activation;
      const x = numbers(dtype, [16_384], scattered);
      const weights = Object.fromEntries(names.map((name, i) => [name, i / 8]));
      const wanted = strictReference.backwardSync(activation, x, x, weights);
      expect(firstDifference(wanted, strict.backwardSync(activation, x, x, weights))).toBeUndefined();
    },
  );
});

describe("fast kernels give a number the same bits wherever it stands", () => {
  it.each(
    pointwise
      .filter(({ definition }) => definition.domain.kind === "pointwise")
      .map((a) => [a.definition.name, a] as const),
  )(
    "%s, forward and backward, at lengths 1 to 33 with a special number in every lane",
    (_name, activation) => {
      const fast = runtimeOn(backend, "fast");
      const options = requiredOptions(activation);
      const value = (x: Float32Array): Float32Array =>
        fast.forwardSync(activation, x, options) as Float32Array;
      const gradient = (x: Float32Array): Float32Array => {
        const answer = fast.backwardSync(activation, x, x.slice().fill(0.7), options);
        return (ArrayBuffer.isView(answer) ? answer : (answer as { x: Float32Array }).x) as Float32Array;
      };
      for (const pass of [value, gradient]) {
        for (let length = 1; length <= 33; length++) {
          const x = Float32Array.from({ length }, (_, i) => mixed(i, length));
          const alone = Float32Array.from(x, (number) => pass(Float32Array.of(number))[0] as number);
          expect(pass(x)).toEqual(alone);
        }
      }
    },
  );
});
