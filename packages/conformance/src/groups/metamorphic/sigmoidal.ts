import {
  constantLike,
  exponential,
  magnitude,
  minus,
  negated,
  over,
  plus,
  scaled,
  times,
  where,
} from "./interval.js";
import type { Relation } from "./relation.js";

const oddOnes = [
  "tanh",
  "erf",
  "softsign",
  "tanhshrink",
  "hardshrink",
  "softshrink",
  "arctan",
  "bipolarSigmoid",
  "isru",
  "sine",
  "lisht",
];

const odd: readonly Relation[] = oddOnes.map((name) => {
  const isEven = name === "lisht";
  return {
    name: isEven ? `${name}(−x) = ${name}(x)` : `${name}(−x) = −${name}(x)`,
    of: [name],
    sides: async (f, x) => {
      const [left, right] = [await f.value(name, negated(x)), await f.value(name, x)];
      return { left, right: isEven ? right : negated(right) };
    },
  };
});

/** A threshold that no input reaches. */
const far = { threshold: 1000 };

/** Relations of sigmoid, tanh and their relatives. */
export const sigmoidalRelations: readonly Relation[] = [
  ...odd,
  {
    name: "sigmoid(x) + sigmoid(−x) = 1",
    of: ["sigmoid"],
    sides: async (f, x) => ({
      left: plus(await f.value("sigmoid", x), await f.value("sigmoid", negated(x))),
      right: constantLike(x, 1),
    }),
  },
  {
    name: "sigmoid′(x) = sigmoid′(−x)",
    of: ["sigmoid"],
    sides: async (f, x) => ({
      left: await f.slope("sigmoid", x),
      right: await f.slope("sigmoid", negated(x)),
    }),
  },
  {
    name: "sigmoid′(x) = sigmoid(x) · sigmoid(−x)",
    of: ["sigmoid"],
    sides: async (f, x) => ({
      left: await f.slope("sigmoid", x),
      right: times(await f.value("sigmoid", x), await f.value("sigmoid", negated(x))),
    }),
  },
  {
    name: "sigmoid(x) = (1 + tanh(x/2)) / 2",
    of: ["sigmoid", "tanh"],
    sides: async (f, x) => {
      const half = scaled(await f.value("tanh", scaled(x, 0.5)), 0.5);
      return { left: await f.value("sigmoid", x), right: plus(constantLike(x, 0.5), half) };
    },
  },
  {
    name: "bipolarSigmoid(x) = tanh(x/2)",
    of: ["bipolarSigmoid", "tanh"],
    sides: async (f, x) => ({
      left: await f.value("bipolarSigmoid", x),
      right: await f.value("tanh", scaled(x, 0.5)),
    }),
  },
  {
    name: "softsign(x) / (1 − |softsign(x)|) = x",
    of: ["softsign"],
    sides: async (f, all) => {
      const x = where(all, (value) => Math.abs(value) < 100);
      const y = await f.value("softsign", x);
      return { left: over(y, minus(constantLike(x, 1), magnitude(y))), right: x, at: x };
    },
  },
  {
    name: "tanhshrink(x) + tanh(x) = x",
    of: ["tanhshrink", "tanh"],
    sides: async (f, x) => ({
      left: plus(await f.value("tanhshrink", x), await f.value("tanh", x)),
      right: x,
    }),
  },
  {
    name: "softplus(x) − softplus(−x) = x",
    of: ["softplus"],
    sides: async (f, x) => ({
      left: minus(await f.value("softplus", x, far), await f.value("softplus", negated(x), far)),
      right: x,
    }),
  },
  {
    name: "softplus′(x) = sigmoid(x)",
    of: ["softplus", "sigmoid"],
    sides: async (f, x) => ({
      left: await f.slope("softplus", x, far),
      right: await f.value("sigmoid", x),
    }),
  },
  {
    name: "softplus with beta: softplus(2x) / 2",
    of: ["softplus"],
    sides: async (f, x) => ({
      left: await f.value("softplus", x, { beta: 2 }),
      right: scaled(await f.value("softplus", scaled(x, 2)), 0.5),
    }),
  },
  {
    name: "logSigmoid(x) = −softplus(−x)",
    of: ["logSigmoid", "softplus"],
    sides: async (f, x) => ({
      left: await f.value("logSigmoid", x),
      right: negated(await f.value("softplus", negated(x), far)),
    }),
  },
  {
    name: "logSigmoid(x) − logSigmoid(−x) = x",
    of: ["logSigmoid"],
    sides: async (f, x) => ({
      left: minus(await f.value("logSigmoid", x), await f.value("logSigmoid", negated(x))),
      right: x,
    }),
  },
  {
    name: "logSigmoid′(x) = sigmoid(−x)",
    of: ["logSigmoid", "sigmoid"],
    sides: async (f, x) => ({
      left: await f.slope("logSigmoid", x),
      right: await f.value("sigmoid", negated(x)),
    }),
  },
  {
    name: "elu(x) with alpha 2 = 2 · elu(x) for x < 0",
    of: ["elu"],
    sides: async (f, all) => {
      const x = where(all, (value) => value < 0);
      return {
        left: await f.value("elu", x, { alpha: 2 }),
        right: scaled(await f.value("elu", x), 2),
        at: x,
      };
    },
  },
  {
    name: "celu(x) with alpha 2 = 2 · elu(x/2) for x < 0",
    of: ["celu", "elu"],
    sides: async (f, all) => {
      const x = where(all, (value) => value < 0);
      return {
        left: await f.value("celu", x, { alpha: 2 }),
        right: scaled(await f.value("elu", scaled(x, 0.5)), 2),
        at: x,
      };
    },
  },
  {
    name: "selu(x) = 1.0507… · elu(x) with alpha 1.6732…",
    of: ["selu", "elu"],
    sides: async (f, x) => ({
      left: await f.value("selu", x),
      right: scaled(await f.value("elu", x, { alpha: 1.6732632423543772 }), 1.0507009873554805),
    }),
  },
  {
    name: "elu′(x) = eˣ = elu(x) + 1 for x < 0",
    of: ["elu"],
    sides: async (f, all) => {
      const x = where(all, (value) => value < 0);
      return { left: await f.slope("elu", x), right: exponential(x), at: x };
    },
  },
  {
    name: "elu(x) + 1 = eˣ for x < 0",
    of: ["elu"],
    sides: async (f, all) => {
      const x = where(all, (value) => value < 0);
      return { left: plus(await f.value("elu", x), constantLike(x, 1)), right: exponential(x), at: x };
    },
  },
];
