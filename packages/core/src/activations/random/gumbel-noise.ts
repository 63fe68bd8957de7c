import { makeActivation } from "../../activation/activation.js";
import { log, neg } from "../../expression/primitives.js";
import { evaluateRequest } from "../../program/evaluate-request.js";
import { toRequest } from "../../request/request.js";
import { cast } from "../../tensor/cast.js";
import { type DrawOptions, draw } from "../../tensor/draw.js";
import type { DType } from "../../tensor/dtype.js";
import type { Tensor } from "../../tensor/tensor.js";

/** −log(−log u), the Gumbel distribution's quantile at u. */
const quantile = makeActivation({
  name: "gumbelQuantile",
  title: "Gumbel quantile",
  summary: "Turns uniform numbers into Gumbel noise.",
  family: "random",
  domain: { kind: "pointwise" },
  options: {},
  expression: ({ x }) => neg(log(neg(log(x)))),
  properties: {
    range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
    monotonic: true,
    smoothness: Infinity,
    zeroCentered: false,
    saturates: "none",
    cost: "several",
  },
});

/**
 * Draws the noise of `gumbelSoftmax`, −log(−log u) with uniform u, one number for each element of a shape. Give the same tensor
 * to forward and to backward. A seed gives the same noise on every backend and engine: the logarithms are those of the
 * reference evaluation.
 *
 * Throws an `InvalidOptionError` for a bad seed, a `ShapeError` for a bad shape.
 */
export function gumbelNoise<D extends DType = "float32">(
  shape: readonly number[],
  { dtype = "float32" as D, ...which }: DrawOptions<D>,
): Tensor<D> {
  const uniform = draw("gumbelNoise", shape, { ...which, dtype: "float64" }, (u) => u);
  const { definition } = quantile;
  const request = toRequest({ definition, pass: "forward", x: uniform, options: {} }, "strict");
  return cast(evaluateRequest(request)[0] as Tensor, dtype);
}
