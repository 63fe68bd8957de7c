import { constantLike, minus, negated, over, plus, scaled, times, where } from "./interval.js";
import type { Relation } from "./relation.js";

type Options = Readonly<Record<string, unknown>>;

const gates: readonly (readonly [string, Options, string])[] = [
  ["gelu", {}, ""],
  ["gelu", { approximate: "tanh" }, " with tanh"],
  ["silu", {}, ""],
  ["hardSwish", {}, ""],
  ["quickGelu", {}, ""],
];

/** x · g(x) with g(x) + g(−x) = 1. */
const symmetric: readonly Relation[] = gates.flatMap(([name, options, suffix]) => [
  {
    name: `${name}(x) − ${name}(−x) = x${suffix}`,
    of: [name],
    sides: async (f, x) => ({
      left: minus(await f.value(name, x, options), await f.value(name, negated(x), options)),
      right: x,
    }),
  },
  {
    name: `${name}′(x) + ${name}′(−x) = 1${suffix}`,
    of: [name],
    sides: async (f, all) => {
      const x = where(all, (value) => Math.abs(value) !== 3);
      return {
        left: plus(await f.slope(name, x, options), await f.slope(name, negated(x), options)),
        right: constantLike(x, 1),
        at: x,
      };
    },
  } satisfies Relation,
]);

/** x · gate(x), for a gate that is an activation itself. */
function gatedBy(name: string, gate: string, factor: number): Relation {
  return {
    name: `${name}(x) = x · ${gate}(${factor === 1 ? "x" : `${factor}·x`})`,
    of: [name, gate],
    sides: async (f, x) => ({
      left: await f.value(name, x),
      right: times(x, await f.value(gate, scaled(x, factor))),
    }),
  };
}

/** Relations of GELU, SiLU, Mish and their relatives. */
export const selfGatedRelations: readonly Relation[] = [
  ...symmetric,
  gatedBy("silu", "sigmoid", 1),
  gatedBy("quickGelu", "sigmoid", 1.702),
  gatedBy("hardSwish", "hardSigmoid", 1),
  gatedBy("lisht", "tanh", 1),
  {
    name: "gelu with tanh = x · sigmoid(2·√(2/π)·(x + 0.044715·x³))",
    of: ["gelu", "sigmoid"],
    sides: async (f, all) => {
      const x = where(all, (value) => Math.abs(value) < 5);
      const inner = x.value.map((v) => 2 * Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3));
      const gate = await f.value("sigmoid", {
        value: inner,
        error: inner.map((v) => Math.abs(v) * 2 ** -50),
      });
      return { left: await f.value("gelu", x, { approximate: "tanh" }), right: times(x, gate), at: x };
    },
  },
  {
    name: "mish(x) = x · tanh(softplus(x))",
    of: ["mish", "tanh", "softplus"],
    sides: async (f, x) => ({
      left: await f.value("mish", x),
      right: times(x, await f.value("tanh", await f.value("softplus", x))),
    }),
  },
  {
    name: "swish(x) with beta 2 = silu(2x) / 2",
    of: ["swish", "silu"],
    sides: async (f, x) => ({
      left: await f.value("swish", x, { beta: 2 }),
      right: scaled(await f.value("silu", scaled(x, 2)), 0.5),
    }),
  },
  {
    name: "mish(x) / x increases with x, from 0 to 1",
    of: ["mish"],
    sides: async (f, all) => {
      const x = where(all, (value) => value !== 0 && Math.abs(value) > 1e-30 && value > -80);
      const sorted = { value: x.value.slice().sort(), error: x.error };
      const gate = over(await f.value("mish", sorted), sorted);
      const running = gate.value.slice();
      for (let i = 1; i < running.length; i++)
        running[i] = Math.max(running[i] as number, running[i - 1] as number);
      return { left: gate, right: { value: running, error: gate.error }, at: sorted };
    },
  },
];
