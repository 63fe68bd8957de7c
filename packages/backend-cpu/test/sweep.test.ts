import { type Activation, type KernelRequest, relu, sigmoid, type Tensor } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";
import { expect, it } from "vitest";
import { reference, runtimeOn } from "./reference.js";
import { sweep } from "./sweep.js";

/** The error that a sweep finds in a backend whose float32 results are the reference's, each as `change` makes it. */
function found(change: (y: number, x: number) => number, activation: Activation = sigmoid): number {
  const answer = (request: KernelRequest): Tensor[] => {
    const results = evaluateRequest(request);
    const [x, y] = [request.inputs[0]?.data as Float32Array, results[0]?.data as Float32Array];
    if (request.dtype === "float32")
      for (const [i, value] of y.entries()) y[i] = change(value, x[i] as number);
    return results;
  };
  const runtime = runtimeOn({ ...reference, executeSync: answer }, "strict");
  const settings = { runtime, activation, options: {}, pass: "forward", precision: "strict" } as const;
  return sweep({ ...settings, stride: 16_381, byTerms: false }).ulp;
}

it("finds nothing in the reference", () => {
  expect(found((y) => y)).toBeLessThanOrEqual(0.51);
});

it("finds NaN in place of a number, among smaller errors", () => {
  expect(found((y, x) => (x >= 1 && x < 2 ? Number.NaN : y + 2 ** -23))).toBe(Infinity);
});

it("finds a zero of the other sign", () => {
  expect(found((y) => (y === 0 ? -y : y), relu)).toBe(Infinity);
});

it("finds an error in a few numbers, in its units", () => {
  expect(found((y, x) => (x > 2 && x < 2.01 ? y + 2 ** -21 : y))).toBeCloseTo(8, 0);
});
