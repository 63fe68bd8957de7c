import { type AnyActivation, catalogue, type DType, dtypes, type Pass, type Tensor } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OnnxBackend, onnx } from "../src/index.js";
import { requestFor } from "./requests.js";
import { describeDifference, largestDifference } from "./ulp.js";

// The reference is within 0.51 ulp of the exact result itself (gradients within 1), so a result that is within 1 ulp of
// the exact one is at most one step away from it, gradients two.
const allowed: Readonly<Record<DType, Readonly<Record<Pass, number>>>> = {
  float32: { forward: 1, backward: 2 },
  float16: { forward: 1, backward: 1 },
  bfloat16: { forward: 1, backward: 1 },
  float64: { forward: 16, backward: 64 },
};

/**
 * How far results may be apart as a part of the largest one, where terms of that size cancel: in the gradients of rows, and in
 * doubles near the zero of a gradient, the last digits of both sides are rounding errors.
 */
function noise({ definition }: AnyActivation, dtype: DType, pass: Pass): number {
  if (definition.domain.kind === "axis") return 2 ** -44;
  return dtype === "float64" && pass === "backward" ? 2 ** -48 : 0;
}

describe("strict graphs agree with the reference", () => {
  let backend: OnnxBackend;
  beforeAll(async () => {
    backend = await onnx();
  });
  afterAll(() => backend.dispose());

  for (const dtype of dtypes) {
    for (const pass of ["forward", "backward"] as const) {
      it.each(catalogue.map((activation) => [activation.definition.name, activation] as const))(
        `${dtype} ${pass}: %s`,
        async (_, activation) => {
          const request = requestFor(activation, { dtype, pass, precision: "strict" });
          const got = await backend.execute(request);
          for (const [i, expected] of evaluateRequest(request).entries()) {
            const difference = largestDifference(got[i] as Tensor, expected, noise(activation, dtype, pass));
            const x = (request.inputs[0] as Tensor).data[difference.index];
            expect(
              difference.ulp,
              `result ${i} at x = ${x}: ${describeDifference(difference)}`,
            ).toBeLessThanOrEqual(allowed[dtype][pass]);
          }
        },
      );
    }
  }
});
