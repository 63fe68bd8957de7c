import type { KernelRequest, Tensor } from "@actfn/core";
import { answering, is, type Mutant, numbers } from "./mutant.js";

const f = Math.fround;
const isForward = ({ pass }: KernelRequest): boolean => pass === "forward";
const isBackward = ({ pass }: KernelRequest): boolean => pass === "backward";
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Digits that die where a formula is written the naive way; each has been seen in a released library. */
export const naiveFormulas: readonly Mutant[] = [
  numbers(
    "golden",
    "gelu's tail is cut off below −5.5",
    (y, x) => (x < -5.5 ? -0 : y),
    is("gelu", "forward"),
  ),
  numbers(
    "golden",
    "sigmoid′ by y·(1 − y)",
    (_, x) => f(f(sigmoid(x)) * f(1 - f(sigmoid(x)))),
    is("sigmoid", "backward"),
  ),
  numbers("golden", "elu by exp(x) − 1", (y, x) => (x < 0 ? f(f(Math.exp(x)) - 1) : y), is("elu", "forward")),
  numbers("golden", "tanh′ by 1 − y²", (_, x) => f(1 - f(f(Math.tanh(x)) ** 2)), is("tanh", "backward")),
  numbers(
    "golden",
    "softplus by log(1 + eˣ)",
    (_, x) => f(Math.log(f(1 + f(Math.exp(x))))),
    is("softplus", "forward"),
  ),
  numbers(
    "golden",
    "sigmoid by tanh, an absolute error of 2^-24",
    (_, x) => f(0.5 + f(0.5 * f(Math.tanh(x / 2)))),
    is("sigmoid", "forward"),
  ),
  numbers("golden", "mish with five digits", (y) => f(Number(y.toPrecision(5))), is("mish", "forward")),
  numbers(
    "golden",
    "silu′ is 0 at its zero's neighbors",
    (y, x) => (Math.abs(x + 1.2784645) < 1e-5 ? 0 : y),
    is("silu", "backward"),
  ),
  numbers(
    "golden",
    "gelu with tanh for gelu without",
    (_, x) => f(x * sigmoid(1.5957691216 * (x + 0.044715 * x ** 3))),
    is("gelu", "forward"),
  ),
  numbers(
    "golden",
    "logSoftmax of the near-certain class is 0",
    (y) => (y > -1e-6 ? 0 : y),
    is("logSoftmax", "forward"),
  ),
];

/** NaN, infinities, zeros and subnormals. */
export const specialValues: readonly Mutant[] = [
  numbers("specials", "NaN gives 0", (y) => (Number.isNaN(y) ? 0 : y), isForward),
  numbers("specials", "NaN gives gradient 0", (y, x) => (Number.isNaN(x) ? 0 : y), isBackward),
  numbers("specials", "relu(NaN) is 0, as max drops it", (_, x) => (x > 0 ? x : 0), is("relu", "forward")),
  numbers("specials", "silu(−∞) is NaN", (y, x) => (x === -Infinity ? Number.NaN : y), is("silu", "forward")),
  numbers(
    "specials",
    "silu′(+∞) is NaN",
    (y, x) => (x === Infinity ? Number.NaN : y),
    is("silu", "backward"),
  ),
  numbers("specials", "the sign of zero is lost", (y) => y + 0, isForward),
  numbers(
    "specials",
    "subnormal inputs are flushed",
    (y, x) => (x !== 0 && Math.abs(x) < 2 ** -126 ? 0 : y),
    is("identity", "forward"),
  ),
  numbers(
    "specials",
    "subnormal results are flushed",
    (y) => (Math.abs(y) < 2 ** -126 ? 0 * y : y),
    isForward,
  ),
  numbers(
    "specials",
    "infinity becomes the largest number",
    (y) => Math.max(Math.min(y, 3.4028234663852886e38), -3.4028234663852886e38),
    isForward,
  ),
  numbers(
    "specials",
    "softsign(∞) is NaN",
    (y, x) => (Math.abs(x) === Infinity ? Number.NaN : y),
    is("softsign"),
  ),
  numbers(
    "specials",
    "NaN in dy reaches gradients that are 0 by a choice",
    (g, _, i, { inputs }) => (Number.isNaN(inputs.at(-1)?.data[i]) ? Number.NaN : g),
    is("relu", "backward"),
  ),
  answering("specials", "NaN in dy is masked away", () => (request, right) => {
    const results = right(request);
    if (request.pass === "forward" || request.dtype === "float16") return results;
    const dy = request.inputs.at(-1) as Tensor;
    const data = (results[0] as Tensor).data;
    if (dy.size === data.length)
      for (let i = 0; i < data.length; i++) if (Number.isNaN(dy.data[i])) data[i] = 0;
    return results;
  }),
  numbers(
    "specials",
    "exp overflows in gelu′ far out",
    (y, x) => (Math.abs(x) > 1e19 && Number.isFinite(x) ? Number.NaN : y),
    is("gelu", "backward"),
  ),
];

/** Wrong only where nobody has looked. */
export const rareValues: readonly Mutant[] = [
  numbers(
    "fuzz",
    "wrong for one exponent",
    (y, x) => (Math.abs(x) >= 2 ** 55 && Math.abs(x) < 2 ** 57 ? y * 1.001 : y),
    is("leakyRelu", "forward"),
  ),
  answering("exhaustive-float16", "wrong for one float16", () => (request, right) => {
    const wrong =
      request.dtype === "float16" && is("tanh", "forward")(request)
        ? [...(request.inputs[0] as Tensor).data].indexOf(0x3555)
        : -1;
    const results = right(request);
    const data = (results[0] as Tensor).data;
    if (wrong !== -1) data[wrong] = (data[wrong] as number) + 1;
    return results;
  }),
  numbers(
    "metamorphic",
    "tanh is not odd: a negative side of its own",
    (y, x) => (x < 0 ? f(y * (1 + 2 ** -18)) : y),
    is("tanh", "forward"),
  ),
  numbers(
    "metamorphic",
    "softmax sums to a little more than 1",
    (y) => f(y * (1 + 2 ** -16)),
    is("softmax", "forward"),
  ),
  answering("metamorphic", "the last element of a call is computed by other code", () => (request, right) => {
    const results = right(request);
    const data = (results[0] as Tensor).data;
    const last = data.length - 1;
    if (request.dtype === "float32" && last > 100) data[last] = f((data[last] as number) * (1 + 2 ** -23));
    return results;
  }),
];
