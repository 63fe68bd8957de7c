import type { DType, ResolvedOptions } from "@actfn/core";
import type { GraphBuilder, Value } from "../graph/graph-builder.js";
import type { Attributes } from "../model/model.js";

/** The ONNX operator that is an activation, and how the activation's options become its attributes. */
export interface NativeOperator {
  /** The operator's name in the ONNX specification. */
  readonly op: string;
  /** The dtypes for which ONNX Runtime has it, and has it right. float16 is computed in float by a cast inside. */
  readonly dtypes: readonly DType[];
  readonly attributes?: (options: ResolvedOptions) => Attributes;
  /** Inputs after the activation's own, as scalars. */
  readonly scalars?: (options: ResolvedOptions) => readonly number[];
  /** Whether the operator can do what the options ask; always, where absent. */
  readonly when?: (options: ResolvedOptions) => boolean;
  /** It works along an axis, which the graph's layout tells: the attribute `axis`. */
  readonly along?: true;
  /** How it is computed where options are inputs of the graph, which attributes cannot be; not at all, where absent. */
  readonly varying?: Varying;
}

/** An activation by ONNX's own operators, with options as scalar inputs. */
export interface Varying {
  /** The options that may be inputs. */
  readonly options: readonly string[];
  /** The value for x. `option` gives an option's number, whether it varies or not. */
  readonly build: (graph: GraphBuilder, x: Value, option: (name: string) => Value) => Value;
}

const single: readonly DType[] = ["float32", "float16"];
const every: readonly DType[] = ["float32", "float64", "float16"];

const float = (value: number | string | boolean | undefined): { float: number } => ({
  float: value as number,
});

/** Whether an attribute, which is a float, holds a bound exactly: otherwise numbers beside it fall on the wrong side. */
const isExact = (value: number | string | boolean | undefined): boolean =>
  Math.fround(value as number) === value;

/** By the activation's name. Each with the operator set 20; options are PyTorch's, attributes ONNX's. */
export const operators: Readonly<Record<string, NativeOperator>> = {
  identity: { op: "Identity", dtypes: every },
  relu: { op: "Relu", dtypes: every },
  leakyRelu: {
    op: "LeakyRelu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["negativeSlope"]) }),
    // With other slopes ONNX Runtime gives zeros of another sign.
    when: (o) => (o["negativeSlope"] as number) > 0,
    varying: {
      options: ["negativeSlope"],
      build: (graph, x, option) => graph.node("PRelu", [x, option("negativeSlope")]),
    },
  },
  prelu: { op: "PRelu", dtypes: single },
  threshold: {
    op: "ThresholdedRelu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["threshold"]) }),
    when: (o) => Object.is(o["value"], 0) && isExact(o["threshold"]),
  },
  thresholdedRelu: {
    op: "ThresholdedRelu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["alpha"]) }),
    when: (o) => isExact(o["alpha"]),
  },
  elu: {
    op: "Elu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["alpha"]) }),
    when: (o) => (o["alpha"] as number) > 0,
    varying: {
      options: ["alpha"],
      build: (graph, x, option) => graph.node("PRelu", [graph.node("Elu", [x]), option("alpha")]),
    },
  },
  selu: { op: "Selu", dtypes: single },
  celu: {
    op: "Celu",
    dtypes: ["float32"],
    attributes: (o) => ({ alpha: float(o["alpha"]) }),
    when: (o) => (o["alpha"] as number) > 0,
  },
  gelu: {
    op: "Gelu",
    dtypes: single,
    attributes: (o) => ({ approximate: { string: o["approximate"] as string } }),
  },
  mish: { op: "Mish", dtypes: single },
  hardSwish: { op: "HardSwish", dtypes: single },
  softplus: {
    op: "Softplus",
    dtypes: single,
    // From the threshold on PyTorch gives x itself, which from 17 on makes no difference to a float.
    when: (o) => o["beta"] === 1 && (o["threshold"] === undefined || (o["threshold"] as number) >= 17),
  },
  softsign: { op: "Softsign", dtypes: single },
  sigmoid: { op: "Sigmoid", dtypes: single },
  // ONNX's own default slope is 0.2, as in Keras 2; PyTorch's, JAX's and Keras 3's is 1/6.
  hardSigmoid: {
    op: "HardSigmoid",
    dtypes: single,
    attributes: () => ({ alpha: float(1 / 6), beta: float(0.5) }),
  },
  tanh: { op: "Tanh", dtypes: every },
  softmax: {
    op: "Softmax",
    dtypes: single,
    along: true,
    when: (o) => o["temperature"] === 1 && o["masked"] === "nan",
  },
  softmax2d: { op: "Softmax", dtypes: single, along: true },
  logSoftmax: { op: "LogSoftmax", dtypes: single, along: true },
  hardmax: { op: "Hardmax", dtypes: single, along: true },
  softshrink: {
    op: "Shrink",
    dtypes: single,
    attributes: (o) => ({ lambd: float(o["lambda"]), bias: float(o["lambda"]) }),
    when: (o) => isExact(o["lambda"]),
  },
  hardshrink: {
    op: "Shrink",
    dtypes: single,
    attributes: (o) => ({ lambd: float(o["lambda"]), bias: float(0) }),
    when: (o) => isExact(o["lambda"]),
  },
  relu6: { op: "Clip", dtypes: every, scalars: () => [0, 6] },
  hardTanh: {
    op: "Clip",
    dtypes: every,
    scalars: (o) => [o["minVal"] as number, o["maxVal"] as number],
    varying: {
      options: ["minVal", "maxVal"],
      build: (graph, x, option) => graph.node("Clip", [x, option("minVal"), option("maxVal")]),
    },
  },
  sign: { op: "Sign", dtypes: every },
  erf: { op: "Erf", dtypes: single },
  exponential: { op: "Exp", dtypes: single },
  arctan: { op: "Atan", dtypes: single },
  sine: { op: "Sin", dtypes: single, when: (o) => o["omega"] === 1 },
};
