import {
  activationNamed,
  catalogue,
  type DType,
  defineActivation,
  mul,
  Tensor,
  toRequest,
} from "@actfn/core";
import { describe, expect, it } from "vitest";
import { exportGraph } from "../export/export-model.js";
import { nativeOperator } from "./native-graph.js";
import { operators } from "./operators.js";

/** Every operator, with PyTorch's options and the attributes that they become. */
const cases: readonly [activation: string, options: object, op: string, attributes: object][] = [
  ["identity", {}, "Identity", {}],
  ["relu", {}, "Relu", {}],
  ["leakyRelu", {}, "LeakyRelu", { alpha: { float: 0.01 } }],
  ["leakyRelu", { negativeSlope: 0.2 }, "LeakyRelu", { alpha: { float: 0.2 } }],
  ["prelu", {}, "PRelu", {}],
  ["threshold", { threshold: 0.5 }, "ThresholdedRelu", { alpha: { float: 0.5 } }],
  ["thresholdedRelu", {}, "ThresholdedRelu", { alpha: { float: 1 } }],
  ["elu", { alpha: 0.5 }, "Elu", { alpha: { float: 0.5 } }],
  ["selu", {}, "Selu", {}],
  ["celu", { alpha: 2 }, "Celu", { alpha: { float: 2 } }],
  ["gelu", {}, "Gelu", { approximate: { string: "none" } }],
  ["gelu", { approximate: "tanh" }, "Gelu", { approximate: { string: "tanh" } }],
  ["mish", {}, "Mish", {}],
  ["hardSwish", {}, "HardSwish", {}],
  ["softplus", {}, "Softplus", {}],
  ["softsign", {}, "Softsign", {}],
  ["sigmoid", {}, "Sigmoid", {}],
  ["hardSigmoid", {}, "HardSigmoid", { alpha: { float: 1 / 6 }, beta: { float: 0.5 } }],
  ["tanh", {}, "Tanh", {}],
  ["softmax", { axis: 0 }, "Softmax", { axis: { int: 0 } }],
  ["softmax2d", {}, "Softmax", { axis: { int: 0 } }],
  ["logSoftmax", { axis: -1 }, "LogSoftmax", { axis: { int: 2 } }],
  ["hardmax", { axis: 1 }, "Hardmax", { axis: { int: 1 } }],
  ["softshrink", { lambda: 0.25 }, "Shrink", { lambd: { float: 0.25 }, bias: { float: 0.25 } }],
  ["hardshrink", {}, "Shrink", { lambd: { float: 0.5 }, bias: { float: 0 } }],
  ["relu6", {}, "Clip", {}],
  ["hardTanh", { minVal: -2, maxVal: 2 }, "Clip", {}],
  ["sign", {}, "Sign", {}],
  ["erf", {}, "Erf", {}],
  ["exponential", {}, "Exp", {}],
  ["arctan", {}, "Atan", {}],
  ["sine", {}, "Sin", {}],
];

const request = (name: string, options: object, dtype: DType = "float32") => ({
  ...toRequest(
    {
      definition: activationNamed(name).definition,
      pass: "forward",
      x: new Tensor("float32", [1, 2, 2], new Float32Array(4)),
      options: { ...options },
    },
    "fast",
  ),
  dtype,
});

describe("a native graph", () => {
  it.each(cases)("%s %j is the single node %s", (name, options, op, attributes) => {
    const graph = exportGraph(activationNamed(name), { options: { ...options }, rank: 3 });
    expect(graph.nodes.map((node) => [node.op, node.attributes])).toEqual([[op, attributes]]);
    expect(graph.outputs.map((output) => output.name)).toEqual(["y"]);
  });

  it("exists for every operator of the table, which names activations of the catalogue", () => {
    expect(new Set(cases.map(([name]) => name))).toEqual(new Set(Object.keys(operators)));
    const names = catalogue.map(({ definition }) => definition.name);
    expect(Object.keys(operators).filter((name) => !names.includes(name))).toEqual([]);
  });

  it("gives Clip its bounds as scalars", () => {
    const { nodes, initializers } = exportGraph(activationNamed("relu6"), { dtype: "float64" });
    const bounds = initializers.map(({ data, dims }) => [
      new DataView(data.buffer).getFloat64(0, true),
      dims,
    ]);
    expect(nodes[0]?.inputs).toEqual(["x", ...initializers.map(({ name }) => name)]);
    expect(bounds).toEqual([
      [0, []],
      [6, []],
    ]);
  });

  it.each([
    ["softmax", { temperature: 2 }],
    ["softmax", { masked: "zero" }],
    ["softplus", { beta: 2 }],
    ["softplus", { threshold: 5 }],
    ["threshold", { value: 1 }],
    ["sine", { omega: 30 }],
    ["leakyRelu", { negativeSlope: -1 }],
    ["hardshrink", { lambda: 0.1 }],
  ])("leaves %s %j to a lowered one, since no operator does that", (name, options) => {
    expect(nativeOperator(request(name, options))).toBeUndefined();
  });

  it("is left where ONNX Runtime has no kernel, for gradients and for strict calls", () => {
    expect(nativeOperator(request("gelu", {}))?.op).toBe("Gelu");
    expect(nativeOperator(request("gelu", {}, "float64"))).toBeUndefined();
    expect(nativeOperator({ ...request("gelu", {}), pass: "backward" })).toBeUndefined();
    expect(nativeOperator({ ...request("gelu", {}), precision: "strict" })).toBeUndefined();
  });

  it.each(cases)("is %s's %j for a copy of it under another name too", (name, options) => {
    const { activation, ...rest } = request(name, options);
    const copy = { ...activation, name: name === "tanh" ? "sigmoid" : "tanh" };
    expect(nativeOperator({ ...rest, activation: copy })).toBe(nativeOperator({ ...rest, activation }));
  });

  it("is not taken for another activation of that name", () => {
    const impostor = defineActivation({ name: "relu", expression: ({ x }) => mul(2, x) });
    const { activation: _, ...rest } = request("relu", {});
    expect(nativeOperator({ ...rest, activation: impostor.definition })).toBeUndefined();
    const changed = { ...activationNamed("relu").definition, expression: impostor.definition.expression };
    expect(nativeOperator({ ...rest, activation: changed })).toBeUndefined();
  });
});
