import { describe, expect, test } from "vitest";
import { softmax } from "../activations/axis/softmax.js";
import { glu } from "../activations/gated/glu.js";
import { prelu } from "../activations/learned/prelu.js";
import { leakyRelu } from "../activations/rectified/leaky-relu.js";
import { relu } from "../activations/rectified/relu.js";
import { gelu } from "../activations/self-gated/gelu.js";
import { mish } from "../activations/self-gated/mish.js";
import { silu } from "../activations/self-gated/silu.js";
import { hardTanh } from "../activations/sigmoidal/hard-tanh.js";
import { sigmoid } from "../activations/sigmoidal/sigmoid.js";
import { tanh } from "../activations/sigmoidal/tanh.js";
import { logSigmoid } from "../activations/softplus/log-sigmoid.js";
import { softplus } from "../activations/softplus/softplus.js";
import type { AnyActivation } from "../definition/definition.js";
import { formula } from "../definition/formula.js";
import { DefinitionError } from "../errors/definition-error.js";
import { mul } from "../expression/primitives.js";
import { evaluateRequest } from "../program/evaluate-request.js";
import { toRequest } from "../request/request.js";
import { tensor } from "../tensor/from.js";
import { compose } from "./compose.js";
import { defineActivation } from "./define.js";
import { derivative } from "./derivative.js";
import { withBias } from "./with-bias.js";

function value({ definition, preset }: AnyActivation, x: readonly number[], options: object = {}): number[] {
  const given = tensor([...x], { dtype: "float64" });
  const request = toRequest(
    { definition, pass: "forward", x: given, options: { ...preset, ...options } },
    "strict",
  );
  return [...(evaluateRequest(request)[0]?.data ?? [])];
}

function gradients(
  { definition, preset }: AnyActivation,
  x: readonly number[],
  options: object = {},
): number[][] {
  const given = tensor([...x], { dtype: "float64" });
  const dy = tensor(
    x.map(() => 1),
    { dtype: "float64" },
  );
  const request = toRequest(
    { definition, pass: "backward", x: given, dy, options: { ...preset, ...options } },
    "strict",
  );
  return evaluateRequest(request).map(({ data }) => [...data]);
}

const points = [-30, -3.3, -0.7, 0, 0.4, 2.5, 40];

function expectClose(got: readonly number[] | undefined, right: readonly number[], digits = 1e-12): void {
  expect(got?.length).toBe(right.length);
  for (const [i, v] of right.entries()) {
    expect(Math.abs((got?.[i] as number) - v)).toBeLessThanOrEqual(digits * Math.abs(v) + 1e-300);
  }
}

describe("derivative", () => {
  test("is the slope, as an activation", () => {
    for (const activation of [gelu, silu, mish, tanh, sigmoid]) {
      expect(value(derivative(activation), points)).toEqual(gradients(activation, points)[0]);
    }
  });

  test("has a gradient: the next derivative", () => {
    expectClose(gradients(derivative(gelu), points)[0], value(derivative(gelu, 2), points));
  });

  test("keeps its digits in the second order, where 1 − σ has none left", () => {
    expectClose(value(derivative(logSigmoid, 2), [40]), [-4.248354255291589e-18]);
    expectClose(value(derivative(softplus, 2), [0, 1]), [0.25, 0.19661193324148185]);
    const phi = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    expectClose(
      value(derivative(gelu, 2), [-2, 0.3, 3]),
      [-2, 0.3, 3].map((x) => phi(x) * (2 - x * x)),
    );
  });

  test("takes the activation's options, and keeps those given beforehand", () => {
    const slope = derivative(leakyRelu.with({ negativeSlope: 0.3 }));
    expect(value(slope, [-1, 1])).toEqual([0.3, 1]);
    expect(value(derivative(leakyRelu), [-1, 1], { negativeSlope: 0.2 })).toEqual([0.2, 1]);
  });

  test("can be typeset", () => {
    expect(formula(derivative(sigmoid))).toBe(formula(sigmoid, 1));
  });

  test("refuses what is not pointwise, and orders that make no sense", () => {
    expect(() => derivative(softmax)).toThrow(DefinitionError);
    expect(() => derivative(gelu, 0)).toThrow(DefinitionError);
    expect(() => derivative(gelu, 1.5)).toThrow(DefinitionError);
  });
});

describe("compose", () => {
  test("says what to do with an activation along an axis, and with a slope for each channel", () => {
    expect(() => compose(softmax, relu)).toThrow(
      /softmax works along an axis.*Call it on the result: softmax\(await relu\(x\)\)\.$/,
    );
    expect(() => compose(tanh, prelu.with({ weight: [0.1, 0.2] }))).toThrow(
      /Set it with prelu\.with\(\{ weight: … \}\)/,
    );
  });

  test("applies the last first", () => {
    expect(value(compose(relu, hardTanh.with({ minVal: -5, maxVal: 2 })), [-7, 1, 9])).toEqual([0, 1, 2]);
    expectClose(value(compose(tanh, softplus), points), value(tanh, value(softplus, points)), 4e-16);
  });

  test("has the gradient of the chain rule", () => {
    const inner = gradients(softplus, points)[0] as number[];
    const outer = gradients(tanh, value(softplus, points))[0] as number[];
    expectClose(
      gradients(compose(tanh, softplus), points)[0],
      outer.map((slope, i) => slope * (inner[i] as number)),
    );
  });

  test("takes tensor options that are numbers, and no others", () => {
    expect(value(compose(prelu.with({ weight: 0.5 }), relu), [-4, 4])).toEqual([0, 4]);
    expect(value(compose(relu, prelu), [-4, 4])).toEqual([0, 4]);
    expect(() => compose(prelu.with({ weight: [1, 2] }))).toThrow(DefinitionError);
  });

  test("of one is that one; of none, or of what is not pointwise, is an error", () => {
    expect(value(compose(gelu), points)).toEqual(value(gelu, points));
    expect(() => compose()).toThrow(DefinitionError);
    expect(() => compose(relu, glu)).toThrow(DefinitionError);
  });
});

describe("withBias", () => {
  test("adds the bias first, and gives its gradient", () => {
    const biased = withBias(gelu);
    const shifted = points.map((x) => x + 0.25);
    expect(value(biased, points, { bias: 0.25 })).toEqual(value(gelu, shifted));
    const [dx, dbias] = gradients(biased, points, { bias: 0.25 });
    expect(dx).toEqual(gradients(gelu, shifted)[0]);
    expectClose(dbias, [(dx as number[]).reduce((sum, v) => sum + v, 0)]);
  });

  test("keeps learned options and their order", () => {
    const [dx, dweight, dbias] = gradients(withBias(prelu), [-2, 3], { weight: 0.5, bias: 1 });
    expect([dx, dweight, dbias]).toEqual([[0.5, 1], [-1], [1.5]]);
  });

  test("works along an axis", () => {
    expectClose(value(withBias(softmax, { channel: false }), [1, 2, 4], { bias: [1, 0, -2] }), [
      1 / 3,
      1 / 3,
      1 / 3,
    ]);
  });

  test("refuses a grouped activation and a second bias", () => {
    expect(() => withBias(glu)).toThrow(DefinitionError);
    expect(() => withBias(withBias(relu))).toThrow(DefinitionError);
  });
});

describe("an activation applied to an expression", () => {
  test("makes activations of activations", () => {
    const { definition } = gelu;
    const own = defineActivation({
      ...definition,
      options: {},
      stable: {},
      name: "own",
      expression: ({ x }) => mul(x, sigmoid(mul(1.702, x))),
    });
    expectClose(value(own, [0.5]), [0.5 / (1 + Math.exp(-0.851))]);
    const leaky = defineActivation({
      ...relu.definition,
      options: {},
      stable: {},
      name: "leaky",
      expression: ({ x }) => leakyRelu(x, { negativeSlope: 0.5 }),
    });
    expect(value(leaky, [-2, 2])).toEqual([-1, 2]);
  });

  test("prints the primitive for those that are primitives", () => {
    expect(formula(mish)).toBe("x\\,\\tanh\\left(\\operatorname{softplus}\\left(x\\right)\\right)");
  });

  test("refuses what is not pointwise", () => {
    expect(() => softmax(mul(1, 2))).toThrow(DefinitionError);
  });
});
