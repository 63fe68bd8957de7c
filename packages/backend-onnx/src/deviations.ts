import type { DType, Pass, Precision } from "@actfn/core";

/**
 * Where ONNX Runtime's operators give other numbers than actfn promises, with the measured size. The conformance suite runs
 * these as expected deviations and fails when one is gone, so that this table stays true; the docs publish it. A strict
 * call (`precision: "strict"`) avoids all of those of native operators.
 *
 * Measured on onnxruntime-node 1.30.0, linux-x64 with AVX-512, against correctly rounded results.
 */
export interface Deviation {
  /** A short name under which reports list it. */
  readonly id: string;
  /** The calls that it concerns. */
  readonly where: {
    readonly group?: string | readonly string[];
    readonly activation?: string | readonly string[];
    readonly pass?: Pass;
    readonly dtype?: DType | readonly DType[];
    readonly precision?: Precision;
    readonly tag?: string;
  };
  readonly expect: "deviates" | "fails";
  /** Only inputs in this interval, or NaN; any where absent. */
  readonly x?: readonly [lower: number, upper: number] | "nan";
  /** What is given instead: the kind of number, or one that is at most so many units in the last place off. */
  readonly gives?: "nan" | "zero" | "number" | { readonly ulp: number };
  /** Why, in words. */
  readonly reason: string;
  readonly link?: string;
}

/** A bound that is wider than the contract's: `ulp` units in the last place, or that part of the largest term. */
export interface WiderBound {
  readonly where: Deviation["where"];
  readonly ulp: number;
  readonly ofTerm?: number;
  readonly reason: string;
}

const native = { pass: "forward", precision: "fast", dtype: "float32" } as const;
const half = { pass: "forward", precision: "fast", dtype: "float16" } as const;
const both = { pass: "forward", precision: "fast", dtype: ["float32", "float16"] } as const;
/** A result without a right digit: 0, or a neighbour of it, in the place of a small number. */
const allDigits = { ulp: 2 ** 24 * 8 } as const;

/** The deviations of native operators in float32 and float16, and of ONNX Runtime's functions of doubles. */
export const deviations: readonly Deviation[] = [
  {
    id: "gelu-at-minus-infinity",
    where: { ...both, activation: "gelu" },
    expect: "deviates",
    x: [-Infinity, -Infinity],
    gives: "nan",
    reason: "Gelu multiplies −∞ by 0.",
  },
  {
    id: "gelu-tail",
    where: { ...native, activation: "gelu" },
    expect: "deviates",
    x: [-15, -1],
    gives: allDigits,
    reason:
      "Gelu forms 1 + erf, or 1 + tanh, whose digits cancel: 5 ulp at −1.3, 57 % at −5.5, 0 from −5.6 on.",
    link: "https://github.com/pytorch/pytorch/issues/187806",
  },
  {
    id: "hard-swish-at-minus-infinity",
    where: { ...both, activation: "hardSwish" },
    expect: "deviates",
    x: [-Infinity, -Infinity],
    gives: "nan",
    reason: "HardSwish multiplies −∞ by 0.",
  },
  {
    id: "hard-swish-knee",
    where: { ...native, activation: "hardSwish" },
    expect: "deviates",
    x: [-3, -2.5],
    gives: { ulp: 2 ** 24 },
    reason: "x/6 + 1/2 is rounded before it cancels next to the knee at −3: up to 512 ulp at −2.998.",
  },
  {
    id: "hard-sigmoid-knee",
    where: { ...native, activation: "hardSigmoid" },
    expect: "deviates",
    x: [-3, -2.5],
    gives: { ulp: 2 ** 24 },
    reason: "x/6 + 1/2 is rounded before it cancels next to the knee at −3: up to 683 ulp at −2.997.",
  },
  {
    id: "mish-at-minus-infinity",
    where: { ...both, activation: "mish" },
    expect: "deviates",
    x: [-Infinity, -Infinity],
    gives: "nan",
    reason: "Mish multiplies −∞ by 0.",
  },
  {
    id: "mish-tail",
    where: { ...native, activation: "mish" },
    expect: "deviates",
    x: [-110, 1],
    gives: allDigits,
    reason:
      "Softplus, Tanh and Mul are rounded one after the other: 6 ulp, and up to 10,000 below −87, where Exp is subnormal.",
  },
  {
    id: "sigmoid-tail",
    where: { ...native, activation: "sigmoid" },
    expect: "deviates",
    x: [-105, -1],
    gives: allDigits,
    reason:
      "Sigmoid is a rational function around 1/2, right to 1.2e-7 but not in proportion: 2,600 ulp at −8, twice the value at −17, 0 from −18 on.",
    link: "https://github.com/microsoft/onnxruntime/issues/22557",
  },
  {
    id: "elu-near-zero",
    where: { ...native, activation: ["elu", "selu"] },
    expect: "deviates",
    x: [-1, 0],
    gives: "number",
    reason: "exp(x) − 1 loses the digits of a small x: −1e-8 gives 0. The sign of −0 is lost too.",
    link: "https://github.com/tensorflow/tensorflow/issues/116943",
  },
  {
    id: "celu-near-zero",
    where: { ...native, activation: "celu" },
    expect: "deviates",
    x: [-Infinity, 0],
    gives: "number",
    reason: "exp(x/alpha) − 1 loses the digits of a small x/alpha; with a large alpha that is any x.",
  },
  {
    id: "prelu-at-minus-infinity",
    where: { ...both, activation: "prelu" },
    expect: "deviates",
    x: [-Infinity, -Infinity],
    gives: "nan",
    reason: "PRelu multiplies −∞ by a weight of 0.",
  },
  {
    id: "prelu-zero-sign",
    where: { ...both, activation: "prelu" },
    expect: "deviates",
    x: [0, 0],
    gives: "zero",
    reason: "PRelu leaves a zero as it is, where a negative weight should turn its sign.",
  },
  {
    id: "log-softmax-certain",
    where: { ...both, activation: "logSoftmax" },
    expect: "deviates",
    gives: "number",
    reason:
      "LogSoftmax takes the logarithm of a sum near 1: the entry that is all but certain gives 0, not −2e-9.",
  },
  {
    id: "elu-zero-sign-float16",
    where: { ...half, activation: ["elu", "selu"] },
    expect: "deviates",
    x: [-1, 0],
    gives: "number",
    reason: "As in float32, as far as a float16 shows it.",
  },
  {
    id: "threshold-nan",
    where: { ...both, activation: ["threshold", "thresholdedRelu"] },
    expect: "deviates",
    x: "nan",
    gives: "zero",
    reason: "ThresholdedRelu gives 0 for NaN, which is not greater than the threshold.",
  },
  {
    id: "shrink-nan",
    where: { ...both, activation: ["hardshrink", "softshrink"] },
    expect: "deviates",
    x: "nan",
    gives: "zero",
    reason: "Shrink gives 0 for NaN, which is on neither side.",
    link: "https://github.com/pytorch/pytorch/issues/138385",
  },
  {
    id: "shrink-zero-sign",
    where: { ...both, activation: ["hardshrink", "softshrink"] },
    expect: "deviates",
    gives: "zero",
    reason: "Shrink gives 0 where a negative number should give −0.",
  },
  {
    id: "softsign-at-infinity",
    where: { ...both, activation: "softsign" },
    expect: "deviates",
    gives: "nan",
    reason: "Softsign divides infinity by infinity.",
  },
  {
    id: "tanh-digits",
    where: { ...native, activation: "tanh" },
    expect: "deviates",
    x: [-10, 10],
    gives: { ulp: 2 ** 22 },
    reason:
      "Tanh is a rational function: 5 ulp, and subnormal numbers lose more, down to 0 for the smallest.",
  },
  {
    id: "sign-of-zero",
    where: { pass: "forward", precision: "fast", activation: "sign" },
    expect: "deviates",
    gives: "zero",
    reason: "Sign gives 0 for −0, and in float16 for NaN.",
  },
  {
    id: "nan-lost",
    where: {
      group: "specials",
      tag: "nan",
      precision: "fast",
      pass: "forward",
      activation: ["threshold", "thresholdedRelu", "hardshrink", "softshrink", "sign", "hardmax"],
    },
    expect: "fails",
    reason: "As told for each of them: comparisons with NaN are false.",
  },
  {
    id: "hardmax-nan",
    where: { ...both, activation: "hardmax" },
    expect: "deviates",
    gives: "number",
    reason: "Hardmax compares with NaN, which is never the largest: a row with NaN has no NaN in its result.",
  },
  ...["above", "below"].map(
    (side): Deviation => ({
      id: `sine-of-large-angles-${side}`,
      where: { activation: ["sine", "gcu", "snake"] },
      expect: "deviates",
      x: side === "above" ? [2 ** 23, Infinity] : [-Infinity, -(2 ** 23)],
      gives: "number",
      reason: "ONNX Runtime reduces large angles exactly; core's sine, the reference, is right up to 2^23.",
    }),
  ),
  {
    id: "sine-of-high-frequencies",
    where: { activation: "sine", group: "fuzz" },
    expect: "deviates",
    gives: "number",
    reason: "As for large angles, which a high frequency makes of small ones.",
  },
  {
    id: "sine-of-doubles",
    where: { activation: ["sine", "gcu", "snake"], dtype: "float64" },
    expect: "deviates",
    gives: "number",
    reason:
      "ONNX Runtime's sine of a double is right to 2e-16, which next to its zeros is not within a few ulp.",
  },
  ...["above", "below"].map(
    (side): Deviation => ({
      id: `gradients-of-huge-doubles-${side}`,
      where: { activation: ["arctan", "isrlu"], dtype: "float64", pass: "backward" },
      expect: "deviates",
      x: side === "above" ? [1e100, Infinity] : [-Infinity, -1e100],
      gives: "zero",
      reason: "The square of x overflows, and a gradient below 1e-300 becomes 0.",
    }),
  ),
  {
    id: "square-of-huge-doubles",
    where: { activation: "squareplus", dtype: "float64", pass: "forward" },
    expect: "deviates",
    x: [-Infinity, -1e100],
    gives: "zero",
    reason: "The square of x overflows, and a value below 1e-300 becomes 0.",
  },
  {
    id: "exponential-underflow",
    where: { activation: ["silu", "swish", "logish", "mish", "smish", "telu", "serf"] },
    expect: "deviates",
    x: [-760, -700],
    gives: "number",
    reason: "e^x is a subnormal double there, and values below 1e-307, or their sign, are lost.",
  },
  {
    id: "relations-of-native-operators",
    where: {
      group: "relations",
      precision: "fast",
      activation: [
        "gelu",
        "quickGelu",
        "sigmoid",
        "softplus",
        "logSigmoid",
        "elu",
        "silu",
        "softmax",
        "logSoftmax",
        "glu",
        "geglu",
      ],
    },
    expect: "fails",
    reason: "One side of the relation is an operator that deviates as told above, such as Sigmoid's tail.",
  },
  {
    id: "life-cycle-of-native-operators",
    where: { group: "life-cycle" },
    expect: "deviates",
    reason:
      "The calls that are made there run every activation, those that deviate as told above among them.",
  },
];

/** Bounds that are wider than the contract's everywhere, where a function's error adds to others. */
export const widerBounds: readonly WiderBound[] = [
  {
    where: { dtype: "float64" },
    ulp: 64,
    ofTerm: 2 ** -44,
    reason:
      "ONNX Runtime's Exp and Log of a double are within 1 ulp and Tanh within 7, and expressions are computed in double without a wider format.",
  },
  {
    where: { dtype: "float64", activation: ["gelu", "geglu"] },
    ulp: 512,
    ofTerm: 2 ** -44,
    reason:
      "The rounding of x³ is multiplied by the exponent in the tail of the approximation by tanh: 322 ulp at 1e-261.",
  },
  {
    where: { activation: "dyt", dtype: "float32", precision: "strict", pass: "forward" },
    ulp: 1.5,
    reason: "The bias cancels the value of tanh, of which a double keeps too few digits: 0.75 ulp at −20.",
  },
  {
    where: { ...half, activation: ["gelu", "sigmoid", "elu", "selu", "mish", "hardSwish", "hardSigmoid"] },
    ulp: 2.5,
    reason:
      "The operators' errors in float32 show in the float16 where it is small: 1.9 ulp in Sigmoid's tail.",
  },
];
