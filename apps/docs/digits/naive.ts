import exactValues from "./naive-exact.json" with { type: "json" };

/** A formula as textbooks have it, in plain double arithmetic, and where it loses its digits. */
export interface Naive {
  /** The value or the gradient of the activation. */
  readonly of: "value" | "slope";
  /** The expression in TypeScript; a test proves that `compute` is it. */
  readonly code: string;
  readonly compute: (x: number) => number;
}

/** The same for an activation of a row: its first result. */
export interface NaiveRow extends Omit<Naive, "compute"> {
  readonly compute: (x: readonly number[]) => number;
}

/** An input, and the exact result for it. */
export interface Point {
  readonly x: number | readonly number[];
  readonly exact: string;
}

/**
 * Inputs that show what happens, the first one at which all is well, with the exact results to 18 digits: what
 * `measure/naive.py` has written.
 */
export function pointsOf(name: string, of: Naive["of"]): Point[] {
  const points: readonly { x: string | number | number[]; exact: string }[] =
    exactValues[`${name} ${of}` as keyof typeof exactValues];
  return points.map(({ x, exact }) => ({ x: typeof x === "string" ? Number(x) : x, exact }));
}

const { exp, log, tanh, sqrt } = Math;

/** The sum of a row. */
export function sum(row: readonly number[]): number {
  return row.reduce((total, value) => total + value, 0);
}

/** The error function, by a series without a minus sign: as good as a double is. */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / sqrt(Math.PI)) * exp(-x * x) * total;
}

/** By the name of the activation. */
export const naive: Readonly<Record<string, readonly Naive[]>> = {
  sigmoid: [
    {
      of: "slope",
      code: "1 / (1 + exp(-x)) * (1 - 1 / (1 + exp(-x)))",
      compute: (x) => (1 / (1 + exp(-x))) * (1 - 1 / (1 + exp(-x))),
    },
  ],
  tanh: [{ of: "slope", code: "1 - tanh(x) ** 2", compute: (x) => 1 - tanh(x) ** 2 }],
  softplus: [{ of: "value", code: "log(1 + exp(x))", compute: (x) => log(1 + exp(x)) }],
  logSigmoid: [
    {
      of: "value",
      code: "log(1 / (1 + exp(-x)))",
      compute: (x) => log(1 / (1 + exp(-x))),
    },
  ],
  gelu: [
    {
      of: "value",
      code: "0.5 * x * (1 + erf(x / sqrt(2)))",
      compute: (x) => 0.5 * x * (1 + erf(x / sqrt(2))),
    },
  ],
  silu: [
    { of: "value", code: "x / (1 + exp(-x))", compute: (x) => x / (1 + exp(-x)) },
    {
      of: "slope",
      code: "1 / (1 + exp(-x)) * (1 + x * (1 - 1 / (1 + exp(-x))))",
      compute: (x) => (1 / (1 + exp(-x))) * (1 + x * (1 - 1 / (1 + exp(-x)))),
    },
  ],
  mish: [
    {
      of: "value",
      code: "x * tanh(log(1 + exp(x)))",
      compute: (x) => x * tanh(log(1 + exp(x))),
    },
  ],
  elu: [{ of: "value", code: "exp(x) - 1", compute: (x) => exp(x) - 1 }],
  selu: [
    {
      of: "value",
      code: "1.7580993408473766 * (exp(x) - 1)",
      compute: (x) => 1.7580993408473766 * (exp(x) - 1),
    },
  ],
  celu: [{ of: "value", code: "exp(x) - 1", compute: (x) => exp(x) - 1 }],
  tanhshrink: [{ of: "value", code: "x - tanh(x)", compute: (x) => x - tanh(x) }],
  softsign: [
    {
      of: "value",
      code: "x / (1 + abs(x))",
      compute: (x) => x / (1 + Math.abs(x)),
    },
  ],
  squareplus: [
    {
      of: "value",
      code: "(x + sqrt(x ** 2 + 4)) / 2",
      compute: (x) => (x + sqrt(x ** 2 + 4)) / 2,
    },
  ],
  telu: [
    {
      of: "slope",
      code: "tanh(exp(x)) + x * exp(x) * (1 - tanh(exp(x)) ** 2)",
      compute: (x) => tanh(exp(x)) + x * exp(x) * (1 - tanh(exp(x)) ** 2),
    },
  ],
};

/** Those of rows, by the name of the activation. */
export const naiveRows: Readonly<Record<string, readonly NaiveRow[]>> = {
  softmax: [
    {
      of: "value",
      code: "exp(x[0]) / sum(x.map(exp))",
      compute: (x) => exp(x[0] as number) / sum(x.map(exp)),
    },
  ],
  logSoftmax: [
    {
      of: "value",
      code: "log(exp(x[0]) / sum(x.map(exp)))",
      compute: (x) => log(exp(x[0] as number) / sum(x.map(exp))),
    },
  ],
  logSumExp: [
    {
      of: "value",
      code: "log(sum(x.map(exp)))",
      compute: (x) => log(sum(x.map(exp))),
    },
  ],
};
