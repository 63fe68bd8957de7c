import type { OptionValues } from "@actfn/plot";
import { number } from "../wording.js";
import { at, largestDifference, minimumOf, seluConstants, steepestOf, valuesOf } from "./computed.js";

/** A curve of a family's figure: an activation, or values made of some. */
export type Line =
  | { readonly name: string; readonly label: string; readonly options?: OptionValues }
  | { readonly label: string; readonly values: (x: Float64Array) => Float64Array };

/** Activations that one chooses between, and what tells them apart. Text may hold TeX between dollars. */
export interface Family {
  readonly id: string;
  readonly title: string;
  readonly members: readonly {
    readonly name: string;
    readonly label?: string;
    readonly options?: OptionValues;
  }[];
  readonly differs: string;
  readonly why: string;
  readonly proof: readonly string[];
  /** What to draw where it is not the members. */
  readonly curves?: readonly Line[];
}

const quick = (x: Float64Array): Float64Array =>
  valuesOf(
    "sigmoid",
    x.map((v) => 1.702 * v),
  ).map((s, i) => s * (x[i] as number));
const gelu = (x: Float64Array): Float64Array => valuesOf("gelu", x);
const geluTanh = (x: Float64Array): Float64Array => valuesOf("gelu", x, { approximate: "tanh" });
const taylor = (4 - Math.PI) / (6 * Math.PI);
const geluTaylor = (x: Float64Array): Float64Array =>
  valuesOf(
    "tanh",
    x.map((v) => Math.sqrt(2 / Math.PI) * (v + taylor * v ** 3)),
  ).map((t, i) => 0.5 * (x[i] as number) * (1 + t));
const relu = (x: Float64Array): Float64Array => valuesOf("relu", x);
const selu = seluConstants();
const hat = (x: Float64Array): Float64Array => {
  const [left, middle, right] = [1, 0, -1].map((shift) => relu(x.map((v) => v + shift)));
  return x.map((_, i) => (left?.[i] ?? 0) - 2 * (middle?.[i] ?? 0) + (right?.[i] ?? 0));
};

export const families: readonly Family[] = [
  {
    id: "identity",
    title: "No activation, and ReLU",
    members: [{ name: "identity" }, { name: "relu" }],
    curves: [
      { name: "identity", label: "Two layers without an activation: one line" },
      { label: "Two layers with ReLU: relu(x + 1) − 2 relu(x) + relu(x − 1)", values: hat },
    ],
    differs:
      "Without a bend between them, layers are one layer. One kink is enough to build any shape from pieces.",
    why: "Identity only where a line is wanted: the output of a regression. ReLU as the cheapest bend there is.",
    proof: [
      "With $f(z) = z$ two layers are $$W_2 (W_1 x + b_1) + b_2 = (W_2 W_1)\\, x + (W_2 b_1 + b_2),$$ a layer with the matrix $W_2 W_1$: depth adds nothing, however many follow.",
      "Three ReLUs make a hat that is 0 outside $(-1, 1)$ and 1 at 0. Sums of shifted and scaled hats go through any points, so that one hidden layer can follow every continuous function on an interval.",
    ],
  },
  {
    id: "relu",
    title: "ReLU, Leaky ReLU and PReLU",
    members: [
      { name: "relu" },
      { name: "leakyRelu", options: { negativeSlope: 0.1 }, label: "Leaky ReLU, slope 0.1" },
      { name: "prelu", options: { weight: 0.25 }, label: "PReLU, weight 0.25" },
    ],
    differs: "The slope below zero: none, a small constant, or one that is learned.",
    why: "ReLU for speed and sparse results. Leaky ReLU where units die: their gradient is never 0. PReLU where one more weight a channel is worth it.",
    proof: [
      "For a slope $0 \\le a \\le 1$ it is a maximum: $$\\max(x, a x) = \\max(0, x) + a \\min(0, x) = \\mathrm{relu}(x) - a\\,\\mathrm{relu}(-x),$$ and $a = 0$ gives ReLU.",
      "A unit of ReLU whose input is negative for every example has gradient 0 in all its own weights; only a change in the layers before it can bring it back. With $a > 0$ the gradient is $a$ times what comes from above.",
      "PReLU learns $a$ by $\\partial f / \\partial a = \\min(0, x)$: only negative inputs teach it.",
    ],
  },
  {
    id: "elu",
    title: "ELU, SELU and CELU",
    members: [
      { name: "elu", options: { alpha: 2 }, label: "ELU, α = 2" },
      { name: "selu" },
      { name: "celu", options: { alpha: 2 }, label: "CELU, α = 2" },
    ],
    differs:
      "All end at a negative level on the left. ELU has a kink at 0 unless $\\alpha = 1$; CELU stretches $x$ instead, so that it never has; SELU fixes two constants.",
    why: "ELU for means near zero. CELU if $\\alpha$ is tuned. SELU, with LeCun’s initialization and no normalization layers, to keep mean and variance by itself.",
    proof: [
      "Slopes at 0 from the left: ELU $\\alpha e^0 = \\alpha$, CELU $e^{0/\\alpha} = 1$. From the right both are 1.",
      "SELU asks that $z \\sim N(0, 1)$ comes out with mean 0 and variance 1. With $\\int_0^\\infty z\\varphi = 1/\\sqrt{2\\pi}$ and $\\int_{-\\infty}^0 e^{kz}\\varphi = e^{k^2/2}\\Phi(-k)$ the mean vanishes for $$\\alpha = \\frac{1/\\sqrt{2\\pi}}{\\tfrac12 - \\sqrt{e}\\,\\Phi(-1)},$$ and the second moment is 1 for $$\\lambda^{-2} = \\tfrac12 + \\alpha^2\\left(e^2\\Phi(-2) - 2\\sqrt{e}\\,\\Phi(-1) + \\tfrac12\\right).$$",
      `Computed here from these two lines: α = ${number(selu.alpha, 15)}, λ = ${number(selu.scale, 15)}. By the definition SELU ends at −λα = ${number(at("selu", -1e4), 6)}.`,
    ],
  },
  {
    id: "sigmoid",
    title: "Sigmoid, tanh and softsign",
    members: [{ name: "sigmoid" }, { name: "tanh" }, { name: "softsign" }],
    differs:
      "Tanh is a sigmoid, stretched and moved to be centered at zero. Softsign has no exponential and approaches its ends like $1/|x|$, not exponentially.",
    why: "Sigmoid for gates and probabilities. Tanh for hidden states, since its mean is 0. Softsign where saturated units should still learn, slowly.",
    proof: [
      "$$\\tanh x = \\frac{e^x - e^{-x}}{e^x + e^{-x}} = \\frac{1 - e^{-2x}}{1 + e^{-2x}} = \\frac{2}{1 + e^{-2x}} - 1 = 2\\,\\sigma(2x) - 1.$$",
      `Both sides computed here differ by no more than ${largestDifference(
        (x) => valuesOf("tanh", x),
        (x) =>
          valuesOf(
            "sigmoid",
            x.map((v) => 2 * v),
          ).map((s) => 2 * s - 1),
      )}.`,
      `So the steepest slope of tanh, ${steepestOf("tanh")}, is four times that of the sigmoid, ${steepestOf("sigmoid")}: through ten layers of sigmoids the slopes alone leave at most $4^{-10}$ of a gradient; the weights may make up for some of it.`,
      `At x = 10 the slope of tanh is of the order $4e^{-20}$, that of softsign $1/11^2$ = ${number(1 / 121, 3)}.`,
    ],
  },
  {
    id: "gelu",
    title: "GELU, SiLU and Mish",
    members: [{ name: "gelu" }, { name: "silu" }, { name: "mish" }],
    differs: `Each is x times a gate between 0 and 1: Φ(x), σ(x), tanh(softplus(x)). They dip below zero: GELU to ${minimumOf("gelu")}, SiLU to ${minimumOf("silu")}, Mish to ${minimumOf("mish")}.`,
    why: "What the model you start from has: GELU in BERT and GPT, SiLU in Llama and EfficientNet, Mish in YOLOv4. From scratch SiLU is the cheapest of the three, with one exponential.",
    proof: [
      "For large $x$ every gate goes to 1 and for very negative $x$ to 0, so that all three are ReLU far out. At 0 the gates are $\\tfrac12$, $\\tfrac12$ and $\\tanh(\\ln 2) = \\tfrac35$: these are the slopes there.",
      `GELU’s gate is the normal distribution, and $\\Phi(x) \\approx \\sigma(1.702\\,x)$; $x\\,\\sigma(1.702\\,x)$ is “quick GELU”. Its largest error, computed here: ${largestDifference(gelu, quick)}.`,
    ],
  },
  {
    id: "gelu-tanh",
    title: "Exact GELU and GELU by tanh",
    members: [
      { name: "gelu", label: "GELU, exact" },
      { name: "gelu", options: { approximate: "tanh" }, label: "GELU, by tanh" },
    ],
    curves: [
      { label: "1,000 × (by tanh − exact)", values: (x) => scaled(x, geluTanh, 1000) },
      { label: "100 × (quick − exact)", values: (x) => scaled(x, quick, 100) },
    ],
    differs:
      "The exact form needs erf. The other replaces it with a tanh of a cubic, from a time when erf was slow. JAX has the second by default, PyTorch, Keras and ONNX the first.",
    why: "The one that the weights were trained with.",
    proof: [
      "Wanted is $\\mathrm{erf}(x/\\sqrt2) \\approx \\tanh\\left(\\sqrt{2/\\pi}\\,(x + c x^3)\\right)$. The series are $\\sqrt{2/\\pi}\\,(x - x^3/6 + \\dots)$ and $\\sqrt{2/\\pi}\\,\\left(x + (c - \\tfrac{2}{3\\pi})\\, x^3 + \\dots\\right)$, equal up to $x^3$ for $$c = \\frac{2}{3\\pi} - \\frac16 = \\frac{4 - \\pi}{6\\pi}.$$",
      `That is ${number(taylor, 6)}, with a largest error of ${largestDifference(gelu, geluTaylor)}. The published 0.044715 gives up some of the nearness at 0: ${largestDifference(gelu, geluTanh)}.`,
    ],
  },
  {
    id: "softplus",
    title: "ReLU and softplus",
    members: [{ name: "relu" }, { name: "softplus" }],
    differs: "Softplus is ReLU with its kink rounded: positive and smooth everywhere, never 0.",
    why: "Softplus where a result must be positive and differentiable: a variance, a rate. In hidden layers ReLU is faster and no worse.",
    proof: [
      "$\\ln(1 + e^x) - \\max(0, x) = \\ln(1 + e^{-|x|})$, which is largest at 0: the distance is at most $\\ln 2$, with $\\beta$ at most $\\ln 2 / \\beta$.",
      `Computed here: ${largestDifference(relu, (x) => valuesOf("softplus", x))}; ln 2 is ${number(Math.LN2, 6)}.`,
      "Its slope is the sigmoid: $\\frac{e^x}{1 + e^x} = \\sigma(x)$, a ReLU’s step made smooth.",
    ],
  },
  {
    id: "softmax",
    title: "Softmax, sparsemax and entmax",
    members: [{ name: "softmax" }, { name: "sparsemax" }, { name: "entmax15" }],
    differs:
      "All turn a row into shares that sum to 1. Softmax gives every member something; sparsemax projects onto the simplex and gives the far ones exactly 0; entmax lies between.",
    why: "Softmax for classes, with its logarithm for the loss. Sparsemax or entmax for attention that one wants to read, or where zeros save work.",
    proof: [
      "A shift changes nothing: $$\\frac{e^{x_i + c}}{\\sum_j e^{x_j + c}} = \\frac{e^c e^{x_i}}{e^c \\sum_j e^{x_j}} = \\frac{e^{x_i}}{\\sum_j e^{x_j}},$$ so $c = -\\max_j x_j$ may be chosen, and no exponential overflows.",
      "Softmax is never 0, since $e^{x_i} > 0$. Sparsemax is $\\max(x_i - \\tau, 0)$ with $\\tau$ such that the sum is 1: whoever lies below $\\tau$ gets nothing, and a shift moves $\\tau$ along.",
      "The figure shows the share of $x$ in the row $(x, 1, 0, -1)$: sparsemax is straight and reaches 0 and 1, entmax reaches them with a smooth bend, softmax never.",
    ],
  },
];

function scaled(x: Float64Array, approximate: typeof quick, factor: number): Float64Array {
  const exact = gelu(x);
  return approximate(x).map((y, i) => factor * (y - (exact[i] as number)));
}
