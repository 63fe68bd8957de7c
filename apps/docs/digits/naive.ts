/** A formula as textbooks have it, in plain double arithmetic, and where it loses its digits. */
export interface Naive {
  /** The value or the gradient of the activation. */
  readonly of: "value" | "slope";
  /** The expression in TypeScript; a test proves that `compute` is it. */
  readonly code: string;
  readonly compute: (x: number) => number;
  /** Inputs that show what happens, and one at which all is well. */
  readonly at: readonly number[];
}

const { exp, log, tanh, sqrt } = Math;

/** By the name of the activation. */
export const naive: Readonly<Record<string, readonly Naive[]>> = {
  sigmoid: [
    {
      of: "slope",
      code: "1 / (1 + exp(-x)) * (1 - 1 / (1 + exp(-x)))",
      compute: (x) => (1 / (1 + exp(-x))) * (1 - 1 / (1 + exp(-x))),
      at: [1, 20, 36, 40],
    },
  ],
  tanh: [{ of: "slope", code: "1 - tanh(x) ** 2", compute: (x) => 1 - tanh(x) ** 2, at: [1, 8, 18, 25] }],
  softplus: [
    { of: "value", code: "log(1 + exp(x))", compute: (x) => log(1 + exp(x)), at: [1, -30, -40, 800] },
  ],
  logSigmoid: [
    {
      of: "value",
      code: "log(1 / (1 + exp(-x)))",
      compute: (x) => log(1 / (1 + exp(-x))),
      at: [1, 30, 40, -800],
    },
  ],
  silu: [
    { of: "value", code: "x / (1 + exp(-x))", compute: (x) => x / (1 + exp(-x)), at: [-1, -700, -Infinity] },
    {
      of: "slope",
      code: "1 / (1 + exp(-x)) * (1 + x * (1 - 1 / (1 + exp(-x))))",
      compute: (x) => (1 / (1 + exp(-x))) * (1 + x * (1 - 1 / (1 + exp(-x)))),
      at: [-1, Infinity, -Infinity],
    },
  ],
  mish: [
    {
      of: "value",
      code: "x * tanh(log(1 + exp(x)))",
      compute: (x) => x * tanh(log(1 + exp(x))),
      at: [-1, -30, -40, -Infinity],
    },
  ],
  elu: [{ of: "value", code: "exp(x) - 1", compute: (x) => exp(x) - 1, at: [-1, -1e-6, -1e-12, -1e-17] }],
  selu: [
    {
      of: "value",
      code: "1.7580993408473766 * (exp(x) - 1)",
      compute: (x) => 1.7580993408473766 * (exp(x) - 1),
      at: [-1, -1e-6, -1e-12, -1e-17],
    },
  ],
  celu: [{ of: "value", code: "exp(x) - 1", compute: (x) => exp(x) - 1, at: [-1, -1e-6, -1e-12, -1e-17] }],
  tanhshrink: [{ of: "value", code: "x - tanh(x)", compute: (x) => x - tanh(x), at: [1, 1e-3, 1e-5, 1e-8] }],
  softsign: [
    {
      of: "value",
      code: "x / (1 + abs(x))",
      compute: (x) => x / (1 + Math.abs(x)),
      at: [1, 1e300, Infinity, -Infinity],
    },
  ],
  squareplus: [
    {
      of: "value",
      code: "(x + sqrt(x ** 2 + 4)) / 2",
      compute: (x) => (x + sqrt(x ** 2 + 4)) / 2,
      at: [-1, -1e4, -1e7, -1e9],
    },
  ],
  telu: [
    {
      of: "slope",
      code: "tanh(exp(x)) + x * exp(x) * (1 - tanh(exp(x)) ** 2)",
      compute: (x) => tanh(exp(x)) + x * exp(x) * (1 - tanh(exp(x)) ** 2),
      at: [-1, 700, 800],
    },
  ],
};
