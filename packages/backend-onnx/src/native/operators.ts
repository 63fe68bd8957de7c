import type { DType, ResolvedOptions } from "@actfn/core";
import type { Rounding } from "@actfn/core/program";
import type { GraphBuilder, Value } from "../graph/graph-builder.js";
import { elementTypeNumber } from "../model/encode.js";
import type { Attributes } from "../model/model.js";

/** The ONNX operator of an activation, and its attributes for the activation's options. */
export interface NativeOperator {
  /** The operator's name in the ONNX specification. */
  readonly op: string;
  /** The dtypes for which ONNX Runtime has a correct kernel. float16 is computed in float, with casts. */
  readonly dtypes: readonly DType[];
  readonly attributes?: (options: ResolvedOptions) => Attributes;
  /** More inputs, as scalars, after those of the activation. */
  readonly scalars?: (options: ResolvedOptions) => readonly number[];
  /** Whether the operator supports the given options. Default: always. */
  readonly when?: (options: ResolvedOptions) => boolean;
  /** Whether it works along an axis. The layout of the graph gives the attribute `axis`. */
  readonly along?: true;
  /** Builds the graph if options are inputs, which attributes cannot be. Default: the operator is not used in that case. */
  readonly varying?: Varying;
}

/** A graph of native operators with options as scalar inputs. */
export interface Varying {
  /** The options that may be inputs. */
  readonly options: readonly string[];
  /** Other roundings than to nearest that the graph needs of these options, since float may not represent them. */
  readonly roundings?: readonly Rounding[];
  /** Whether the operator supports the options that are not inputs, and the signs of those that are. Default: always. */
  readonly when?: (options: ResolvedOptions) => boolean;
  /** Builds the value for x. `option` gives the number of an option, constant or not. */
  readonly build: (graph: GraphBuilder, x: Value, option: OptionNumber) => Value;
}

/** The number of an option in a graph. Default: rounded to nearest. */
export type OptionNumber = (name: string, rounding?: Rounding) => Value;

const single: readonly DType[] = ["float32", "float16"];
const every: readonly DType[] = ["float32", "float64", "float16"];

const float = (value: number | string | boolean | undefined): { float: number } => ({
  float: value as number,
});

/** Whether a float attribute represents a bound exactly. Otherwise numbers near the bound would be on the wrong side. */
const isExact = (value: number | string | boolean | undefined): boolean =>
  Math.fround(value as number) === value;

const isPositive =
  (option: string) =>
  (o: ResolvedOptions): boolean =>
    (o[option] as number) > 0;

/** x if it exceeds an option, otherwise 0. Where keeps −0 and NaN only in its last argument. */
const threshold = (option: string): Varying => ({
  options: [option],
  roundings: ["down"],
  build: (graph, x, number) => {
    const isLeftOut = graph.node("LessOrEqual", [x, number(option, "down")], {}, "bool");
    return graph.node("Where", [isLeftOut, graph.constant(x.type, 0), x], {}, x.type);
  },
});

/** By the name of the activation, for operator set 20. Options have PyTorch's names, attributes ONNX's. */
export const operators: Readonly<Record<string, NativeOperator>> = {
  identity: { op: "Identity", dtypes: every },
  relu: { op: "Relu", dtypes: every },
  leakyRelu: {
    op: "LeakyRelu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["negativeSlope"]) }),
    // With other slopes the zeros of ONNX Runtime have another sign.
    when: (o) => (o["negativeSlope"] as number) > 0,
    varying: {
      options: ["negativeSlope"],
      when: isPositive("negativeSlope"),
      build: (graph, x, option) => graph.node("PRelu", [x, option("negativeSlope")]),
    },
  },
  prelu: { op: "PRelu", dtypes: single },
  threshold: {
    op: "ThresholdedRelu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["threshold"]) }),
    when: (o) => Object.is(o["value"], 0) && isExact(o["threshold"]),
    varying: { ...threshold("threshold"), when: (o) => Object.is(o["value"], 0) },
  },
  thresholdedRelu: {
    op: "ThresholdedRelu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["alpha"]) }),
    when: (o) => isExact(o["alpha"]),
    varying: threshold("alpha"),
  },
  elu: {
    op: "Elu",
    dtypes: single,
    attributes: (o) => ({ alpha: float(o["alpha"]) }),
    when: (o) => (o["alpha"] as number) > 0,
    varying: {
      options: ["alpha"],
      when: isPositive("alpha"),
      build: (graph, x, option) => graph.node("PRelu", [graph.node("Elu", [x]), option("alpha")]),
    },
  },
  selu: { op: "Selu", dtypes: single },
  celu: {
    op: "Celu",
    dtypes: ["float32"],
    attributes: (o) => ({ alpha: float(o["alpha"]) }),
    when: (o) => (o["alpha"] as number) > 0,
    varying: {
      options: ["alpha"],
      when: isPositive("alpha"),
      build: (graph, x, option) => {
        const alpha = option("alpha");
        const isPositive = graph.node("Greater", [x, graph.constant(x.type, 0)], {}, "bool");
        const curved = graph.node("Mul", [graph.node("Elu", [graph.node("Div", [x, alpha])]), alpha]);
        return graph.node("Where", [isPositive, x, curved], {}, x.type);
      },
    },
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
    // Above the threshold PyTorch returns x itself. From 17 on this makes no difference in float.
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
    varying: {
      options: ["lambda"],
      roundings: ["down", "rest"],
      // Sign turns −0 into 0, so each zero is a product with x, which has its sign.
      build: (graph, x, option) => {
        const size = graph.node("Abs", [x]);
        const isKept = graph.node("Greater", [size, option("lambda", "down")], {}, "bool");
        const rounded = graph.node("Sub", [size, option("lambda")]);
        const beyond = graph.node("Sub", [rounded, option("lambda", "rest")]);
        const kept = graph.node("Mul", [graph.node("Sign", [x]), beyond]);
        const zero = graph.node("Mul", [x, graph.constant(x.type, 0)]);
        return graph.node("Where", [isKept, kept, zero], {}, x.type);
      },
    },
  },
  hardshrink: {
    op: "Shrink",
    dtypes: single,
    attributes: (o) => ({ lambd: float(o["lambda"]), bias: float(0) }),
    when: (o) => isExact(o["lambda"]),
    varying: {
      options: ["lambda"],
      roundings: ["down"],
      build: (graph, x, option) => {
        const isKept = graph.node("Greater", [graph.node("Abs", [x]), option("lambda", "down")], {}, "bool");
        const factor = graph.node("Cast", [isKept], { to: { int: elementTypeNumber[x.type] } }, x.type);
        return graph.node("Mul", [x, factor]);
      },
    },
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
