import type { Declarations, Deviation, Tolerance } from "@actfn/core";
import { half, native, within } from "./calls.js";
import { ofFunctions } from "./functions.js";
import { ofOperators } from "./operators.js";
import { measured } from "./paths.js";
import { ofWebgpu } from "./webgpu.js";

/** The checks of the conformance suite in which several deviations occur at once. */
const ofSuite: readonly Deviation[] = [
  {
    id: "metamorphic-relations-of-native-operators",
    where: {
      group: "metamorphic",
      precision: "fast",
      activation: [
        "gelu",
        "quickGelu",
        "sigmoid",
        "softplus",
        "swish",
        "logSigmoid",
        "elu",
        "silu",
        "softmax",
        "logSoftmax",
        "glu",
        "geglu",
      ],
    },
    expect: "deviates",
    reason: "One side of the relation is an operator that deviates as told above, such as Sigmoid's tail.",
  },
  {
    id: "life-cycle-of-native-operators",
    where: { group: "life-cycle" },
    expect: "deviates",
    gives: within(2e-6),
    reason:
      "The calls that are made there run every activation, those that deviate as told above among them.",
  },
];

/** Bounds that are wider than those of the contract everywhere, because the errors of several functions add up. */
const tolerances: readonly Tolerance[] = [
  {
    where: { ...native, activation: "mish", dtype: "float32" },
    ulp: 12,
    reason: "Softplus, Tanh and Mul are rounded one after the other: 7.2 ulp at −3.45.",
  },
  {
    where: { ...native, activation: "tanh", dtype: "float32" },
    ulp: 8,
    reason: "Tanh is a rational function: 4.6 ulp at 8.2, in the browser 5.8 at 5.8.",
  },
  {
    where: { ...native, activation: "softplus", dtype: "float32" },
    ulp: 8,
    reason: "Softplus takes a logarithm of a rounded exponential: 4.4 ulp at −2.07.",
  },
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

/**
 * The deviations of ONNX Runtime's operators, with their measured size. They were compared with correctly rounded results at
 * 200,000 points of each interval, on the code paths of {@link measured}. The allowed error is about twice the largest measured
 * one. A strict call (`precision: "strict"`) avoids all deviations of native operators.
 */
export const declarations: Required<Declarations> = {
  measuredOn: measured,
  deviations: [...ofOperators, ...ofFunctions, ...ofSuite, ...ofWebgpu],
  tolerances,
};
