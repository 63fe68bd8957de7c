/**
 * The measured activations, as each peer computes them. `js` is the body of a loop as people write it by hand, `torch` and
 * `numpy` are expressions in x, `torchOut` is one that fills y. A peer without an operator for an activation composes it from
 * others, if its users do so too.
 */
const sqrt2 = Math.SQRT2;
const k = Math.sqrt(2 / Math.PI);
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const { tanh, exp, log1p, abs, max, min, expm1 } = Math;

/** Abramowitz & Stegun 7.1.26, the usual erf in plain JavaScript. */
function erf(x) {
  const t = 1 / (1 + 0.3275911 * abs(x));
  const y =
    1 -
    t *
      (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
      exp(-x * x);
  return x < 0 ? -y : y;
}

const phi = (x) => 0.3989422804014327 * exp(-0.5 * x * x);
const cdf = (x) => 0.5 * (1 + erf(x / sqrt2));
const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

export const activations = [
  {
    name: "relu",
    onnx: { op: "Relu" },
    tfjs: (tf) => tf.relu,
    jax: (nn) => nn.relu,
    js: (x) => (x > 0 ? x : 0),
    slope: (x) => (x > 0 ? 1 : 0),
    torch: "F.relu(x)",
    torchOut: "torch.ops.aten.relu.out(x, out=y)",
    numpy: "np.maximum(x, 0)",
  },
  {
    name: "sigmoid",
    onnx: { op: "Sigmoid" },
    tfjs: (tf) => tf.sigmoid,
    jax: (nn) => nn.sigmoid,
    js: sigmoid,
    slope: (x) => sigmoid(x) * (1 - sigmoid(x)),
    torch: "torch.sigmoid(x)",
    torchOut: "torch.sigmoid(x, out=y)",
    numpy: "1 / (1 + np.exp(-x))",
  },
  {
    name: "tanh",
    onnx: { op: "Tanh" },
    tfjs: (tf) => tf.tanh,
    jax: (_nn, np) => np.tanh,
    js: tanh,
    slope: (x) => 1 - tanh(x) ** 2,
    torch: "torch.tanh(x)",
    torchOut: "torch.tanh(x, out=y)",
    numpy: "np.tanh(x)",
  },
  {
    name: "gelu",
    onnx: { op: "Gelu" },
    tfjs: (tf) => (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, sqrt2)), 1)),
    jax: (nn) => (x) => nn.gelu(x, { approximate: false }),
    js: (x) => x * cdf(x),
    slope: (x) => cdf(x) + x * phi(x),
    torch: "F.gelu(x)",
    torchOut: "torch.ops.aten.gelu.out(x, out=y)",
  },
  {
    name: "gelu tanh",
    activation: "gelu",
    options: { approximate: "tanh" },
    onnx: { op: "Gelu", strings: { approximate: "tanh" } },
    tfjs: (tf) => (x) =>
      tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(tf.mul(k, tf.add(x, tf.mul(0.044715, tf.pow(x, 3))))), 1)),
    jax: (nn) => (x) => nn.gelu(x, { approximate: true }),
    js: (x) => 0.5 * x * (1 + tanh(k * (x + 0.044715 * x ** 3))),
    slope: (x) => {
      const t = tanh(k * (x + 0.044715 * x ** 3));
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * k * (1 + 0.134145 * x * x);
    },
    torch: "F.gelu(x, approximate='tanh')",
    torchOut: "torch.ops.aten.gelu.out(x, approximate='tanh', out=y)",
    numpy: "0.5 * x * (1 + np.tanh(np.float32(0.7978845608028654) * (x + np.float32(0.044715) * x * x * x)))",
  },
  {
    name: "silu",
    onnx: { op: "Swish", opset: 24 },
    tfjs: (tf) => (x) => tf.mul(x, tf.sigmoid(x)),
    jax: (nn) => nn.silu,
    js: (x) => x * sigmoid(x),
    slope: (x) => {
      const s = sigmoid(x);
      return s * (1 + x * (1 - s));
    },
    torch: "F.silu(x)",
    torchOut: "torch.ops.aten.silu.out(x, out=y)",
    numpy: "x / (1 + np.exp(-x))",
  },
  {
    name: "mish",
    onnx: { op: "Mish" },
    tfjs: (tf) => (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
    jax: (nn) => nn.mish,
    js: (x) => x * tanh(log1p(exp(x))),
    slope: (x) => {
      const t = tanh(log1p(exp(x)));
      return t + x * (1 - t * t) * sigmoid(x);
    },
    torch: "F.mish(x)",
    torchOut: "torch.ops.aten.mish.out(x, out=y)",
    numpy: "x * np.tanh(np.logaddexp(np.float32(0), x))",
  },
  {
    name: "softplus",
    onnx: { op: "Softplus" },
    tfjs: (tf) => tf.softplus,
    jax: (nn) => nn.softplus,
    js: (x) => max(x, 0) + log1p(exp(-abs(x))),
    slope: sigmoid,
    torch: "F.softplus(x)",
    torchOut: "torch.ops.aten.softplus.out(x, out=y)",
    numpy: "np.logaddexp(np.float32(0), x)",
  },
  {
    name: "elu",
    onnx: { op: "Elu" },
    tfjs: (tf) => tf.elu,
    jax: (nn) => nn.elu,
    js: (x) => (x > 0 ? x : expm1(x)),
    slope: (x) => (x > 0 ? 1 : exp(x)),
    torch: "F.elu(x)",
    torchOut: "torch.ops.aten.elu.out(x, out=y)",
    numpy: "np.where(x > 0, x, np.expm1(x))",
  },
  {
    name: "selu",
    onnx: { op: "Selu" },
    tfjs: (tf) => tf.selu,
    jax: (nn) => nn.selu,
    js: (x) => selu.scale * (x > 0 ? x : selu.alpha * expm1(x)),
    slope: (x) => selu.scale * (x > 0 ? 1 : selu.alpha * exp(x)),
    torch: "F.selu(x)",
    numpy:
      "np.float32(1.0507009873554805) * np.where(x > 0, x, np.float32(1.6732632423543772) * np.expm1(x))",
  },
  {
    name: "hardSwish",
    onnx: { op: "HardSwish" },
    tfjs: (tf) => (x) => tf.div(tf.mul(x, tf.relu6(tf.add(x, 3))), 6),
    jax: (nn) => nn.hardSwish,
    js: (x) => (x * min(max(x + 3, 0), 6)) / 6,
    slope: (x) => (x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6),
    torch: "F.hardswish(x)",
    torchOut: "torch.ops.aten.hardswish.out(x, out=y)",
    numpy: "x * np.clip(x + 3, 0, 6) / 6",
  },
  {
    name: "softsign",
    onnx: { op: "Softsign" },
    tfjs: (tf) => (x) => tf.div(x, tf.add(tf.abs(x), 1)),
    jax: (nn) => nn.softSign,
    js: (x) => x / (1 + abs(x)),
    slope: (x) => 1 / (1 + abs(x)) ** 2,
    torch: "F.softsign(x)",
    numpy: "x / (1 + np.abs(x))",
  },
  {
    name: "softmax",
    rows: true,
    onnx: { op: "Softmax", integers: { axis: -1 } },
    tfjs: (tf) => tf.softmax,
    jax: (nn) => nn.softmax,
    torch: "torch.softmax(x, -1)",
    torchOut: "torch.ops.aten._softmax.out(x, -1, False, out=y)",
    numpy: "(lambda e: e / e.sum(-1, keepdims=True))(np.exp(x - x.max(-1, keepdims=True)))",
  },
];

/** The shape of an input of `size` numbers. Softmax gets rows of up to 1024 along the last axis. */
export function shapeOf(activation, size) {
  const length = Math.min(size, 1024);
  return activation.rows ? [size / length, length] : [size];
}
