import { describe, expect, test } from "vitest";
import {
  AxisError,
  activationNamed,
  catalogue,
  InvalidOptionError,
  type OptionSpec,
  tensor,
  toRequest,
  UnknownOptionError,
} from "../src/index.js";
import { valuesOf } from "./evaluate.js";

function request(name: string, options: object, shape: readonly number[] = [2, 2, 2, 2]): unknown {
  const { definition } = activationNamed(name);
  const x = tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)), { shape });
  const required = name === "frelu" ? { condition: 0 } : {};
  return toRequest({ definition, pass: "forward", x, options: { ...required, ...options } }, "strict");
}

/** Values that no option of a kind accepts. */
const never: Readonly<Record<OptionSpec["type"], readonly unknown[]>> = {
  number: [Number.NaN, -Infinity, "1", true, null, 1n],
  axis: [1.5, Number.NaN, 4, -5, "0"],
  choice: ["nonsense", 0, true],
  flag: [0, 1, "true"],
  tensor: [],
};

const options = catalogue.flatMap(({ definition }) =>
  Object.entries(definition.options).map(([name, spec]) => [definition.name, name, spec] as const),
);

describe("options", () => {
  test.each(options)(
    "%s accepts the default of %s and refuses what makes no sense",
    (activation, name, spec) => {
      expect(() => request(activation, {})).not.toThrow();
      for (const value of never[spec.type]) {
        if (value === null) continue;
        const refused = (): unknown => request(activation, { [name]: value });
        expect(refused).toThrow(spec.type === "axis" ? AxisError : InvalidOptionError);
      }
    },
  );

  test.each(options.filter(([, , spec]) => spec.type === "number"))(
    "%s says what %s accepts, and holds to it",
    (activation, name, spec) => {
      if (spec.type !== "number") return;
      const accepts = spec.accepts?.test ?? Number.isFinite;
      for (const value of [0, -0, 1, -1, 0.5, 2, 1e-30, -1e30, 1e30, Infinity]) {
        // Bounds in the wrong order are refused by a check of both; see below.
        if (activation === "hardTanh") continue;
        const call = (): unknown => request(activation, { [name]: value });
        if (accepts(value)) expect(call).not.toThrow();
        else expect(call).toThrow(spec.accepts?.description ?? "a finite number");
      }
    },
  );

  test.each([
    ["softplus", { beta: 0 }],
    ["softplus", { beta: Infinity }],
    ["softplus", { beta: -1 }],
    ["celu", { alpha: 0 }],
    ["celu", { alpha: Infinity }],
    ["snake", { alpha: 0 }],
    ["squareplus", { b: 0 }],
    ["isru", { alpha: 0 }],
    ["isrlu", { alpha: -1 }],
    ["laplace", { sigma: 0 }],
    ["softshrink", { lambda: -0.5 }],
    ["hardshrink", { lambda: -0.5 }],
    ["softmax", { temperature: 0 }],
    ["gumbelSoftmax", { tau: -1 }],
    ["hardTanh", { minVal: 2, maxVal: 1 }],
    ["maxout", { pieces: 0 }],
    ["maxout", { pieces: 1.5 }],
    ["elu", { alpha: Infinity }],
  ])("%s refuses %o with an error that says why", (name, given) => {
    expect(() => request(name, given)).toThrow(InvalidOptionError);
    expect(() => request(name, given)).toThrow(Object.keys(given)[0]);
  });

  test.each(catalogue.map(({ definition }) => [definition.name]))(
    "%s names its options where one is unknown",
    (name) => {
      expect(() => request(name, { nonsense: 1 })).toThrow(UnknownOptionError);
    },
  );

  test("of an axis that cannot be cut", () => {
    expect(() => request("glu", {}, [3])).toThrow(AxisError);
    expect(() => request("maxout", { pieces: 3 }, [4])).toThrow(AxisError);
    expect(() => request("softmax2d", {}, [4, 4])).toThrow(AxisError);
  });
});

describe("options at their ends", () => {
  const at = (name: string, x: readonly number[], given: object): number[] =>
    valuesOf(activationNamed(name), x, given);

  test("softplus with a huge beta is ReLU, without overflow", () => {
    expect(at("softplus", [-1, 0.5, 3], { beta: 2 ** 100, threshold: Infinity })).toEqual([0, 0.5, 3]);
  });

  test("softplus without a threshold is exact in double", () => {
    expect(at("softplus", [25], { threshold: Infinity })[0]).toBeCloseTo(25 + 1.388794386496e-11, 15);
    expect(at("softplus", [25], {})).toEqual([25]);
  });

  test("celu tends to ReLU as alpha tends to 0, and to the identity as it grows", () => {
    expect(at("celu", [-1, 2], { alpha: 1e-30 })).toEqual([-1e-30, 2]);
    expect(at("celu", [-1, 2], { alpha: 2 ** 100 })).toEqual([-1, 2]);
  });

  test("a threshold of shrinkage of 0 changes nothing", () => {
    expect(at("softshrink", [-1, -0, 0, 2], { lambda: 0 })).toEqual([-1, -0, 0, 2]);
    expect(at("hardshrink", [-1, -0, 0, 2], { lambda: 0 })).toEqual([-1, -0, 0, 2]);
  });

  test("equal bounds of hardTanh give that number", () => {
    expect(at("hardTanh", [-1, 0, 9], { minVal: 2, maxVal: 2 })).toEqual([2, 2, 2]);
  });

  test("one piece of maxout is the identity", () => {
    expect(at("maxout", [-1, 0, 9], { pieces: 1 })).toEqual([-1, 0, 9]);
  });
});
