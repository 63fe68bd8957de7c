import {
  catalogue,
  createRuntime,
  type Explanation,
  gelu,
  mish,
  relu,
  silu,
  softmax,
  Tensor,
  tanh,
  tensorOptionsOf,
} from "@actfn/core";
import { afterAll, expect, it } from "vitest";
import { onnx } from "../src/index.js";

const backend = await onnx();
const runtime = createRuntime({ backends: [backend] });
afterAll(() => runtime.dispose());

const x = Tensor.of("float32", [1, 2, 1, 4], Float32Array.of(-3, -0.4, 0, 0.3, 1.9, 7, NaN, Infinity));

it("names the operator that computes a native call", () => {
  expect(runtime.which(gelu, x)).toMatchObject({
    status: "native",
    explanation: { arithmetic: "float32", reason: "The native operator Gelu computes it." },
  });
  expect(runtime.which(tanh, Float64Array.of(1))).toMatchObject({
    status: "native",
    explanation: { arithmetic: "float64", reason: "The native operator Tanh computes it." },
  });
});

it("tells the bound by which a lowered graph is in float, or why it is in double", () => {
  const strict = { precision: "strict" } as const;
  expect(runtime.which(relu, x, strict).explanation).toEqual({
    arithmetic: "float32",
    reason: "The rounding errors of the graph in float add up to at most 0 ulp; 0.5 ulp are allowed.",
  });
  expect(runtime.which(silu, x).explanation).toEqual({
    arithmetic: "float32",
    reason: "The rounding errors of the graph in float add up to at most 2.5 ulp; 3 ulp are allowed.",
  });
  expect(runtime.which(silu, x, strict).explanation).toEqual({
    arithmetic: "float64",
    reason: "The rounding errors of the graph in float may add up to 2.5 ulp; 0.5 ulp are allowed.",
  });
  expect(runtime.which(mish, x, { dy: x }).explanation).toEqual({
    arithmetic: "float64",
    reason: "The rounding errors of the graph in float have no known bound; 3 ulp are allowed.",
  });
  expect(runtime.which(softmax, x, { axis: 1, ...strict }).explanation?.arithmetic).toBe("float64");
  expect(runtime.which(silu, Float64Array.of(1)).explanation?.reason).toBe("The tensors are float64.");
});

it("tells the same in the end event of each call", () => {
  const told: (Explanation | undefined)[] = [];
  const stop = runtime.on("end", ({ explanation }) => told.push(explanation));
  runtime.forwardSync(gelu, x);
  runtime.forwardSync(silu, x, { precision: "strict" });
  stop();
  expect(told).toEqual([
    runtime.which(gelu, x).explanation,
    runtime.which(silu, x, { precision: "strict" }).explanation,
  ]);
});

/** Without those that draw random numbers for each call. */
const named = catalogue.filter(({ definition }) => definition.family !== "random");

it.each(named.map((activation) => [activation.definition.name, activation] as const))(
  "%s is computed in the same way under another name, to the bit",
  (name, activation) => {
    const definition = { ...activation.definition, name: name === "sigmoid" ? "tanh" : "sigmoid" };
    const copy = { definition, preset: {} };
    const tensors = tensorOptionsOf(definition);
    const options = Object.fromEntries(tensors.map(([option]) => [option, 0.25]));
    for (const precision of ["fast", "strict"] as const) {
      const asked = { ...options, precision };
      const wanted = runtime.forwardSync(activation, x, asked) as Tensor;
      const dy = Tensor.of(
        "float32",
        wanted.shape,
        Float32Array.from(wanted.data, (_, i) => 1 - i / 4),
      );
      expect(runtime.forwardSync(copy, x, asked)).toEqual(wanted);
      expect(runtime.backwardSync(copy, x, dy, asked)).toEqual(
        runtime.backwardSync(activation, x, dy, asked),
      );
      expect(runtime.which(copy, x, asked)).toEqual(runtime.which(activation, x, asked));
      expect(runtime.which(copy, x, { ...asked, dy })).toEqual(
        runtime.which(activation, x, { ...asked, dy }),
      );
    }
  },
);
