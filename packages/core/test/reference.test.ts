import { describe, expect, test } from "vitest";
import {
  add,
  defineActivation,
  entmax15,
  gelu,
  glu,
  maskedSoftmax,
  mul,
  prelu,
  reglu,
  relu,
  silu,
  softmax,
  sparsemax,
  type Tensor,
  tensor,
  toRequest,
} from "../src/index.js";
import { evaluateRequest } from "../src/program/index.js";

type Given = Readonly<Record<string, unknown>>;

function forward(
  activation: { definition: typeof gelu.definition },
  x: unknown,
  options: Given = {},
): Tensor {
  return evaluateRequest(
    toRequest({ definition: activation.definition, pass: "forward", x, options }, "strict"),
  )[0] as Tensor;
}

function backward(
  activation: { definition: typeof gelu.definition },
  x: unknown,
  dy: unknown,
  options: Given = {},
): Tensor[] {
  return evaluateRequest(
    toRequest({ definition: activation.definition, pass: "backward", x, dy, options }, "strict"),
  );
}

describe("the reference evaluation", () => {
  test("keeps the digits of the tails", () => {
    expect(forward(gelu, [-5.5, -6, 0, 3]).toArray()).toEqual(
      [-1.0444259113398835e-7, -5.919525758508325e-9, 0, 2.9959502220153809].map(Math.fround),
    );
  });

  test("gives the limit at the infinities, NaN for NaN, and keeps the sign of zero", () => {
    expect([...forward(silu, [-Infinity, Infinity, NaN, -0, 0]).data]).toEqual([-0, Infinity, NaN, -0, 0]);
    expect([...forward(relu, [-Infinity, Infinity, NaN, -0, 0]).data]).toEqual([0, Infinity, NaN, -0, 0]);
  });

  test("works along any axis and at every rank, empty tensors included", () => {
    const x = [
      [1, 2],
      [3, 5],
    ];
    const along0 = forward(softmax, x, { axis: 0 }).toArray() as number[][];
    expect((along0[0]?.[0] as number) + (along0[1]?.[0] as number)).toBeCloseTo(1, 7);
    expect(forward(softmax, 3).toArray()).toBe(1);
    expect(forward(softmax, []).toArray()).toEqual([]);
    expect(forward(gelu, tensor([[], []])).shape).toEqual([2, 0]);
  });

  test("meets the halves of a gated activation", () => {
    const [dx] = backward(
      glu,
      [
        [1, 0],
        [2, 0],
      ],
      [[1], [1]],
      { axis: 1 },
    );
    expect(
      forward(
        glu,
        [
          [1, 0],
          [2, 0],
        ],
        { axis: 1 },
      ).toArray(),
    ).toEqual([[0.5], [1]]);
    expect(dx?.toArray()).toEqual([
      [0.5, 0.25],
      [0.5, 0.5],
    ]);
  });

  test("sums a parameter's gradient over the elements that share it", () => {
    const x = [
      [-1, -2],
      [3, -4],
    ];
    const [dx, dw] = backward(
      prelu,
      x,
      [
        [1, 1],
        [1, 10],
      ],
      { weight: [0.5, 0.25] },
    );
    expect(dx?.toArray()).toEqual([
      [0.5, 0.25],
      [1, 2.5],
    ]);
    expect(dw?.toArray()).toEqual([-1, -42]);
    expect(backward(prelu, x, x, { weight: 0.5 })[1]?.shape).toEqual([]);
  });

  test("computes in place", () => {
    const x = tensor([1, 2, 4]);
    const y = forward(softmax, x).toArray();
    forward(softmax, x, { out: x });
    expect(x.toArray()).toEqual(y);
  });

  test("float16 and bfloat16 are rounded once from the float32 result, float64 is computed in float64", () => {
    const x = [0.5, -1];
    const exact = [0.34573123063700656, -0.15865525393145707];
    for (const [i, value] of forward(gelu, tensor(x, { dtype: "float64" })).data.entries()) {
      expect(Math.abs(value / (exact[i] as number) - 1)).toBeLessThanOrEqual(2 ** -51);
    }
    expect(forward(gelu, tensor(x, { dtype: "float16" })).toArray()).toEqual([0.345703125, -0.15869140625]);
    expect(forward(gelu, tensor(x, { dtype: "bfloat16" })).toArray()).toEqual([0.345703125, -0.158203125]);
  });
});

describe("a dy of NaN does not count where the output is a constant by a choice", () => {
  test("of masked softmax: an entry that is left out, in every way", () => {
    const mask = [1, 1, 0];
    const [gradient] = backward(maskedSoftmax, [1, 1, 1], [1, 2, Number.NaN], { mask });
    expect(gradient?.toArray()).toEqual([-0.25, 0.25, 0]);
    expect(backward(maskedSoftmax, [1, 1, Number.NaN], [1, 2, 3], { mask })[0]?.toArray()).toEqual([
      -0.25, 0.25, 0,
    ]);
    expect(backward(maskedSoftmax, [1, 1, 1], [1, Number.NaN, 3], { mask })[0]?.toArray()).toEqual([
      Number.NaN,
      Number.NaN,
      0,
    ]);
  });

  test("of a row of which nothing takes part the gradient is NaN, or 0 where that is asked for", () => {
    const given = (masked: string): Given => ({ mask: [0, 0], masked });
    expect(backward(maskedSoftmax, [1, 1], [1, 2], given("nan"))[0]?.toArray()).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
    expect(backward(maskedSoftmax, [1, 1], [1, 2], given("zero"))[0]?.toArray()).toEqual([0, 0]);
  });

  test.each([sparsemax, entmax15])("of $name: an entry off the support", (activation) => {
    const [gradient] = backward(activation, [1, 1, -5], [1, 2, Number.NaN]);
    const [usual] = backward(activation, [1, 1, -5], [1, 2, 7]);
    expect(gradient?.toArray()).toEqual(usual?.toArray());
  });

  test("of gates: where the gate is closed", () => {
    expect(backward(reglu, [2, -1], [Number.NaN])[0]?.toArray()).toEqual([0, 0]);
  });

  test("of learned options that come after another tensor option, in an order of their own", () => {
    const mine = defineActivation({
      name: "mine",
      options: {
        noise: { type: "tensor", tex: "n", description: "Is added to x." },
        scale: { type: "tensor", tex: "s", description: "Multiplies the sum." },
        shift: { type: "tensor", tex: "t", description: "Is added in the end." },
      },
      learned: ["shift", "scale"],
      expression: ({ x, noise, scale, shift }) => add(mul(scale, add(x, noise)), shift),
    });
    const dy = [
      [1, 2],
      [3, 4],
    ];
    const options = { noise: dy, scale: [[2, 3]], shift: [[1], [2]] };
    const [dx, shift, scale] = backward(
      mine,
      [
        [1, 1],
        [1, 1],
      ],
      dy,
      options,
    );
    expect(dx?.toArray()).toEqual([
      [2, 6],
      [6, 12],
    ]);
    expect(shift?.toArray()).toEqual([[3], [7]]);
    expect(scale?.toArray()).toEqual([[1 * 2 + 3 * 4, 2 * 3 + 4 * 5]]);
  });
});
