import type { Deviation } from "@actfn/core";
import { nativeNames } from "../native/native-graph.js";
import { native, within } from "./calls.js";
import { webgpu } from "./paths.js";

const every = { ...native, activation: nativeNames() };

/** The deviations of operators on WebGPU. WGSL requires little of special numbers and of functions. */
export const ofWebgpu: readonly Deviation[] = [
  {
    id: "webgpu-nan",
    where: every,
    on: webgpu,
    expect: "deviates",
    x: "nan",
    reason:
      "Relu, Clip and others give 0 or a bound for NaN, Elu, Exp and Softplus infinity: WGSL may assume that there is none.",
    link: "https://github.com/microsoft/onnxruntime/issues/11010",
  },
  {
    id: "webgpu-subnormals",
    where: every,
    on: webgpu,
    expect: "deviates",
    gives: { ulp: 0, absolute: 2 ** -126 },
    reason: "Subnormal numbers are taken for 0, and are 0 in results; −0 may be 0.",
  },
  {
    id: "webgpu-functions",
    where: {
      ...native,
      activation: [
        "gelu",
        "sigmoid",
        "elu",
        "softplus",
        "mish",
        "tanh",
        "erf",
        "arctan",
        "softmax",
        "softmax2d",
      ],
    },
    on: webgpu,
    expect: "deviates",
    gives: { ulp: 16, absolute: 3e-6 },
    reason:
      "Exp, Tanh and Erf are right to an amount but not in proportion: Mish is 1.5e-6 off at −16.6, Erf 6.3e-7 at 0.026, Softplus 2.8e-7 at 0.029.",
  },
  {
    id: "webgpu-exponential",
    where: { ...native, activation: "exponential" },
    on: webgpu,
    expect: "deviates",
    gives: { ulp: 128, absolute: 4e-7 },
    reason: "Exp rounds its argument times log2(e): 64 ulp at 88.7.",
  },
  {
    id: "webgpu-softmax-of-special-rows",
    where: { ...native, activation: ["softmax", "softmax2d"] },
    on: webgpu,
    expect: "deviates",
    gives: "zero",
    reason: "Softmax gives 0 for a row with NaN or +∞, and for one of −∞ alone.",
  },
  {
    id: "webgpu-sine",
    where: { ...native, activation: "sine" },
    on: webgpu,
    expect: "deviates",
    x: [-1e4, 1e4],
    gives: within(1.3e-3),
    reason: "Sin loses digits with the size of its angle: 6.2e-4 at 8,150.",
  },
  {
    id: "webgpu-sine-of-large-angles",
    where: { ...native, activation: "sine" },
    on: webgpu,
    expect: "deviates",
    gives: within(2),
    reason: "Sin of a large angle is any number between −1 and 1.",
  },
  {
    id: "webgpu-nan-lost",
    where: {
      group: "specials",
      tag: "nan",
      precision: "fast",
      pass: "forward",
      activation: ["elu", "exponential", "relu", "relu6", "hardSigmoid", "hardTanh", "sigmoid", "softplus"],
    },
    on: webgpu,
    expect: "fails",
    reason: "As told of NaN above.",
  },
  {
    id: "webgpu-metamorphic-relations",
    where: { group: "metamorphic", precision: "fast", activation: ["sine", "celu", "selu"] },
    on: webgpu,
    expect: "deviates",
    reason: "Both sides of the relation are functions that are right to an amount only.",
  },
];
