import { constantLike, exactly, exponential, type Interval, minus, times } from "./interval.js";
import type { Relation } from "./relation.js";

const length = 5;

/** The inputs as rows of five, each divided by the largest so that all count. */
function rowsFrom(x: Interval): Interval {
  const count = Math.floor(x.value.length / length) * length;
  return exactly(
    x.value.slice(0, count).map((value) => Math.fround(Math.sign(value) * Math.min(Math.abs(value), 8))),
  );
}

/** One number per row, from its elements. */
function perRow(a: Interval, width: number, fold: (row: Float64Array) => number): Float64Array {
  return Float64Array.from({ length: a.value.length / width }, (_, row) =>
    fold(a.value.subarray(row * width, (row + 1) * width)),
  );
}

const sum = (row: Float64Array): number => row.reduce((total, value) => total + value, 0);

function sumOfRows(a: Interval, width = length): Interval {
  return { value: perRow(a, width, sum), error: perRow({ value: a.error, error: a.error }, width, sum) };
}

/** The elements of each row in another order. */
function permuted(a: Interval, order: readonly number[]): Interval {
  const move = (values: Float64Array): Float64Array =>
    values.map((_, i) => values[Math.floor(i / length) * length + (order[i % length] as number)] as number);
  return { value: move(a.value), error: move(a.error) };
}

/** Pairs [x, 0.75]. */
function pairs(x: Interval): Interval {
  return exactly([...x.value].flatMap((value) => [value, 0.75]));
}

/** The first element of each row. */
function firsts(a: Interval, width: number): Interval {
  const take = (values: Float64Array): Float64Array => values.filter((_, i) => i % width === 0);
  return { value: take(a.value), error: take(a.error) };
}

const moderate = (x: Interval): Interval =>
  exactly(x.value.filter((value) => Number.isInteger(value * 2 ** 18) && Math.abs(value) <= 16));

const sumsToOne = (["softmax", "sparsemax", "entmax15", "softmin", "hardmax"] as const).map(
  (name): Relation => ({
    name: `the entries of ${name} sum to 1`,
    of: [name],
    sides: async (f, x) => {
      const y = sumOfRows(await f.rows(name, rowsFrom(x), length));
      return { left: y, right: constantLike(y, 1), at: y };
    },
  }),
);

const shiftInvariant = (["softmax", "sparsemax", "hardmax"] as const).map(
  (name): Relation => ({
    name: `${name}(x + 4) = ${name}(x)`,
    of: [name],
    sides: async (f, all) => {
      const x = rowsFrom(moderate(all));
      return {
        left: await f.rows(name, exactly(x.value.map((value) => value + 4)), length),
        right: await f.rows(name, x, length),
        at: x,
      };
    },
  }),
);

const gradientsSumToZero = (["softmax", "sparsemax", "entmax15", "softmin"] as const).map(
  (name): Relation => ({
    name: `the gradients of ${name} sum to 0 in each row`,
    of: [name],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      const dy = exactly(x.value.map((_, i) => ((i * 7) % 5) - 2));
      const total = sumOfRows(await f.rows(name, x, length, {}, dy));
      return { left: total, right: constantLike(total, 0), at: total };
    },
  }),
);

const order = [3, 0, 4, 1, 2];

/** Relations along an axis: softmax and its relatives. */
export const rowRelations: readonly Relation[] = [
  ...sumsToOne,
  ...shiftInvariant,
  ...gradientsSumToZero,
  {
    name: "softmax of a permuted row is the permuted softmax",
    of: ["softmax"],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      return {
        left: await f.rows("softmax", permuted(x, order), length),
        right: permuted(await f.rows("softmax", x, length), order),
        at: x,
      };
    },
  },
  {
    name: "softmax([a, b])₀ = sigmoid(a − b)",
    of: ["softmax", "sigmoid"],
    sides: async (f, all) => {
      const x = moderate(all);
      const left = firsts(await f.rows("softmax", pairs(x), 2), 2);
      return { left, right: await f.value("sigmoid", exactly(x.value.map((value) => value - 0.75))), at: x };
    },
  },
  {
    name: "logSoftmax([a, b])₀ = logSigmoid(a − b)",
    of: ["logSoftmax", "logSigmoid"],
    sides: async (f, all) => {
      const x = moderate(all);
      const left = firsts(await f.rows("logSoftmax", pairs(x), 2), 2);
      return {
        left,
        right: await f.value("logSigmoid", exactly(x.value.map((value) => value - 0.75))),
        at: x,
      };
    },
  },
  {
    name: "exp(logSoftmax(x)) = softmax(x)",
    of: ["logSoftmax", "softmax"],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      return {
        left: exponential(await f.rows("logSoftmax", x, length)),
        right: await f.rows("softmax", x, length),
        at: x,
      };
    },
  },
  {
    name: "x − logSumExp(x) = logSoftmax(x)",
    of: ["logSumExp", "logSoftmax"],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      const spread = (values: Float64Array): Float64Array =>
        x.value.map((_, i) => values[Math.floor(i / length)] as number);
      const sums = await f.rows("logSumExp", x, length);
      return {
        left: minus(x, { value: spread(sums.value), error: spread(sums.error) }),
        right: await f.rows("logSoftmax", x, length),
        at: x,
      };
    },
  },
  {
    name: "softmax with appended −∞ is the same with zeros",
    of: ["softmax"],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      const wide = exactly(
        Float64Array.from({ length: (x.value.length / length) * 8 }, (_, i) =>
          i % 8 < length ? (x.value[Math.floor(i / 8) * length + (i % 8)] as number) : -Infinity,
        ),
      );
      const right = await f.rows("softmax", x, length);
      const widen = (values: Float64Array): Float64Array =>
        wide.value.map((_, i) =>
          i % 8 < length ? (values[Math.floor(i / 8) * length + (i % 8)] as number) : 0,
        );
      return {
        left: await f.rows("softmax", wide, 8),
        right: { value: widen(right.value), error: widen(right.error) },
        at: wide,
      };
    },
  },
  {
    name: "softmax of equal entries is 1/n",
    of: ["softmax"],
    sides: async (f, all) => {
      const x = exactly([...all.value].flatMap((value) => Array<number>(length).fill(value)));
      return { left: await f.rows("softmax", x, length), right: constantLike(x, 1 / length), at: x };
    },
  },
  {
    name: "softmin(x) = softmax(−x)",
    of: ["softmin", "softmax"],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      return {
        left: await f.rows("softmin", x, length),
        right: await f.rows("softmax", exactly(x.value.map((value) => -value)), length),
        at: x,
      };
    },
  },
  {
    name: "softmax′ does not see a constant added to dy",
    of: ["softmax"],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      const dy = exactly(x.value.map((_, i) => ((i * 3) % 5) - 2));
      const left = await f.rows("softmax", x, length, {}, exactly(dy.value.map((value) => value + 4)));
      return { left, right: await f.rows("softmax", x, length, {}, dy), at: x };
    },
  },
  {
    name: "a larger entry has a larger softmax",
    of: ["softmax"],
    sides: async (f, all) => {
      const x = rowsFrom(all);
      for (let i = 0; i < x.value.length; i += length) x.value.subarray(i, i + length).sort();
      const y = await f.rows("softmax", x, length);
      const running = y.value.slice();
      for (let i = 1; i < running.length; i++)
        if (i % length !== 0) running[i] = Math.max(running[i] as number, running[i - 1] as number);
      return { left: y, right: { value: running, error: y.error }, at: x };
    },
  },
  ...gates(),
];

/** Gated units: one half times the activation of the other. */
function gates(): Relation[] {
  const units = [
    ["glu", "sigmoid"],
    ["swiglu", "silu"],
    ["geglu", "gelu"],
    ["reglu", "relu"],
  ] as const;
  return units.map(([name, gate]) => ({
    name: `${name}(a, b) = a · ${gate}(b)`,
    of: [name, gate],
    sides: async (f, x) => {
      const left = await f.rows(name, exactly([...x.value].flatMap((value) => [1.5, value])), 2, {
        gate: "second",
      });
      return { left, right: times(constantLike(x, 1.5), await f.value(gate, x)), at: x };
    },
  }));
}
