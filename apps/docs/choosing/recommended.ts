/** The places of the first question. */
export type Place = "hidden" | "gate" | "block" | "output" | "signal";

/**
 * What one would take in each place, the usual choice first. A judgment, so it is written down: how many models use an
 * activation somewhere says nothing of where it belongs.
 */
export const recommended: Readonly<Record<Place, readonly string[]>> = {
  hidden: [
    "relu",
    "gelu",
    "silu",
    "leakyRelu",
    "elu",
    "mish",
    "prelu",
    "hardSwish",
    "selu",
    "swish",
    "squaredRelu",
    "celu",
    "quickGelu",
    "rrelu",
    "xielu",
    "telu",
    "smish",
    "logish",
    "serf",
    "isrlu",
    "squareplus",
    "softplus",
  ],
  gate: [
    "sigmoid",
    "tanh",
    "hardSigmoid",
    "hardTanh",
    "softsign",
    "relu6",
    "dyt",
    "arctan",
    "erf",
    "isru",
    "bipolarSigmoid",
    "sparseSigmoid",
    "laplace",
  ],
  block: ["swiglu", "geglu", "gelu", "silu", "relu", "squaredRelu", "reglu", "glu", "quickGelu", "xielu"],
  output: ["softmax", "logSoftmax", "sparsemax", "entmax15", "maskedSoftmax", "softmax2d", "softmin"],
  signal: ["sine", "snake", "gcu"],
};
