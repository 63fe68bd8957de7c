import {
  constantLike,
  exactly,
  larger,
  magnitude,
  minus,
  negated,
  plus,
  scaled,
  smaller,
  times,
  where,
} from "./interval.js";
import type { Relation } from "./relation.js";

/** Relations of ReLU and of all that is made of straight pieces; most hold bit for bit. */
export const rectifiedRelations: readonly Relation[] = [
  {
    name: "relu(x) − relu(−x) = x",
    of: ["relu"],
    sides: async (f, x) => ({
      left: minus(await f.value("relu", x), await f.value("relu", negated(x))),
      right: x,
    }),
  },
  {
    name: "relu(x) + relu(−x) = |x|",
    of: ["relu"],
    sides: async (f, x) => ({
      left: plus(await f.value("relu", x), await f.value("relu", negated(x))),
      right: magnitude(x),
    }),
  },
  {
    name: "relu(relu(x)) = relu(x)",
    of: ["relu"],
    sides: async (f, x) => {
      const once = await f.value("relu", x);
      return { left: await f.value("relu", exactly(once.value)), right: exactly(once.value), exact: true };
    },
  },
  {
    name: "relu(4x) = 4 · relu(x)",
    of: ["relu"],
    sides: async (f, all) => {
      const x = where(all, (value) => Math.abs(value) < 1e30);
      const left = await f.value("relu", scaled(x, 4));
      return { left, right: scaled(exactly((await f.value("relu", x)).value), 4), at: x, exact: true };
    },
  },
  {
    name: "leakyRelu(x) = relu(x) − slope · relu(−x)",
    of: ["leakyRelu", "relu"],
    sides: async (f, x) => {
      const right = minus(await f.value("relu", x), scaled(await f.value("relu", negated(x)), 0.25));
      return { left: await f.value("leakyRelu", x, { negativeSlope: 0.25 }), right };
    },
  },
  {
    name: "prelu(x) with one weight = leakyRelu(x)",
    of: ["prelu", "leakyRelu"],
    sides: async (f, x) => ({
      left: await f.value("prelu", x, { weight: 0.125 }),
      right: await f.value("leakyRelu", x, { negativeSlope: 0.125 }),
    }),
  },
  {
    name: "relu6(x) = min(relu(x), 6)",
    of: ["relu6", "relu"],
    sides: async (f, x) => ({
      left: await f.value("relu6", x),
      right: smaller(await f.value("relu", x), constantLike(x, 6)),
    }),
  },
  {
    name: "hardTanh(x) from 0 to 6 = relu6(x)",
    of: ["hardTanh", "relu6"],
    sides: async (f, x) => ({
      left: await f.value("hardTanh", x, { minVal: 0, maxVal: 6 }),
      right: await f.value("relu6", x),
    }),
  },
  {
    name: "hardTanh(hardTanh(x)) = hardTanh(x)",
    of: ["hardTanh"],
    sides: async (f, x) => {
      const once = await f.value("hardTanh", x);
      return {
        left: await f.value("hardTanh", exactly(once.value)),
        right: exactly(once.value),
        exact: true,
      };
    },
  },
  {
    name: "hardSigmoid(x) + hardSigmoid(−x) = 1",
    of: ["hardSigmoid"],
    sides: async (f, x) => ({
      left: plus(await f.value("hardSigmoid", x), await f.value("hardSigmoid", negated(x))),
      right: constantLike(x, 1),
    }),
  },
  {
    name: "hardshrink(x) is x or 0",
    of: ["hardshrink"],
    sides: async (f, x) => {
      const y = await f.value("hardshrink", x);
      const right = x.value.map((value) => (Math.abs(value) > 0.5 ? value : 0));
      return { left: y, right: exactly(right) };
    },
  },
  {
    name: "softshrink(x) = relu(x − 0.5) − relu(−x − 0.5)",
    of: ["softshrink", "relu"],
    sides: async (f, all) => {
      const x = where(all, (value) => Number.isInteger(value * 2 ** 20) && Math.abs(value) < 2 ** 3);
      const half = constantLike(x, 0.5);
      const right = minus(
        await f.value("relu", minus(x, half)),
        await f.value("relu", minus(negated(x), half)),
      );
      return { left: await f.value("softshrink", x), right, at: x };
    },
  },
  {
    name: "squaredRelu(x) = relu(x)²",
    of: ["squaredRelu", "relu"],
    sides: async (f, all) => {
      const x = where(all, (value) => Math.abs(value) < 1e15);
      const y = await f.value("relu", x);
      return { left: await f.value("squaredRelu", x), right: times(y, y), at: x };
    },
  },
  {
    name: "threshold(x) at 0 = relu(x)",
    of: ["threshold", "relu"],
    sides: async (f, x) => ({
      left: await f.value("threshold", x, { threshold: 0, value: 0 }),
      right: larger(await f.value("relu", x), constantLike(x, 0)),
    }),
  },
];
