import { describe, expect, test } from "vitest";
import { activationNamed, catalogue } from "../src/index.js";
import { gradientsOf, valuesOf } from "./evaluate.js";

const slope = (name: string, x: readonly number[], options: object = {}): number[] =>
  gradientsOf(activationNamed(name), x, options)[0] as number[];

describe("the derivative at a kink is the documented one", () => {
  test.each([
    ["relu", [0, -0], {}, [0, 0]],
    ["leakyRelu", [0], {}, [0.01]],
    ["prelu", [0], { weight: 0.5 }, [0.5]],
    ["elu", [0], { alpha: 2 }, [2]],
    ["selu", [0], {}, [1.7580993408473768]],
    ["celu", [0], { alpha: 2 }, [1]],
    ["relu6", [0, 6], {}, [0, 0]],
    ["hardTanh", [-1, 1], {}, [0, 0]],
    ["hardSigmoid", [-3, 3], {}, [0, 0]],
    ["hardSwish", [-3, 3], {}, [0, 1]],
    ["softshrink", [-0.5, 0.5], {}, [0, 0]],
    ["hardshrink", [-0.5, 0.5], {}, [0, 0]],
    ["threshold", [1], { threshold: 1 }, [0]],
    ["thresholdedRelu", [1], {}, [0]],
    ["sparsePlus", [-1, 1], {}, [0, 1]],
    ["sparseSigmoid", [-1, 1], {}, [0, 0]],
    ["squaredRelu", [0], {}, [0]],
    ["isrlu", [0], {}, [1]],
    ["elish", [0], {}, [0.5]],
    ["rrelu", [0], {}, [1]],
    ["step", [0], {}, [0]],
    ["sign", [0], {}, [0]],
    ["softsign", [0], {}, [1]],
    ["maxout", [2, 2], {}, [0, 1]],
    ["crelu", [0], {}, [0]],
  ])("%s at %j with %j", (name, x, options, expected) => {
    expect(slope(name, x, options).map((v) => v + 0)).toEqual(expected);
  });
});

describe.each(
  catalogue
    .filter(({ definition }) => definition.domain.kind === "pointwise")
    .map((activation) => [activation.definition.name, activation] as const),
)("%s keeps the policies", (name, activation) => {
  const required = name === "frelu" ? { condition: 0.5 } : {};

  test("NaN in, NaN out, for the value and the gradient", () => {
    expect(valuesOf(activation, [Number.NaN, 1], required)[0]).toBeNaN();
    expect(gradientsOf(activation, [Number.NaN], required)[0]).toEqual([Number.NaN]);
  });

  test("the sign of zero is kept where f(0) is 0 and f is odd there", () => {
    const [negative, zero, positive] = valuesOf(activation, [-1e-3, 0, 1e-3], required) as [
      number,
      number,
      number,
    ];
    const isOdd = zero === 0 && negative < 0 && positive > 0;
    // DyT ends in a sum with its bias, which is 0 here: −0 + 0 is 0.
    if (isOdd && name !== "dyt") expect(valuesOf(activation, [-0, 0], required)).toEqual([-0, 0]);
  });

  test("at the infinities it is finite or infinite, never an accident of Infinity times 0", () => {
    const oscillates = ["sine", "gcu"].includes(name);
    for (const y of valuesOf(activation, [-Infinity, Infinity], required))
      expect(Number.isNaN(y)).toBe(oscillates);
    const slopes = gradientsOf(activation, [-Infinity, Infinity], required)[0] as number[];
    for (const dy of slopes) expect(Number.isNaN(dy)).toBe(oscillates || name === "snake");
  });
});
