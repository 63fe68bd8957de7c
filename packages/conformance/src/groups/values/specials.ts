import {
  type AnyActivation,
  add,
  type DType,
  derivative,
  div,
  exp,
  max,
  min,
  mul,
  neg,
  sqrt,
  square,
  sub,
  tensorOptionsOf,
} from "@actfn/core";
import { toDoubles } from "../../numbers/format.js";
import { randomFrom } from "../../numbers/random.js";
import { type Call, outputShapeOf } from "../../run/call.js";
import type { Context } from "../../run/context.js";
import { arrange, callOf, completeOptions, type Layout } from "../../subjects/arrange.js";
import { customActivation } from "../../subjects/custom.js";
import { edges, landmarksOf, nans, tensorOf } from "../../subjects/values.js";
import type { Group } from "../group.js";

/** NaN, the infinities, zeros, subnormals, the ends of the range, and places where implementations have broken. */
export const specials: Group = {
  id: "specials",
  guarantee:
    "NaN gives NaN, an infinity gives the limit, and the sign of zero and subnormal numbers are kept, in values and gradients. Where the output is a constant, the gradient does not depend on dy.",
  run: async (context) => {
    const remembered = new Map<string, readonly [nan: Call, rest: Call]>();
    for (const { activation, pass, dtype, subject } of context.each("specials")) {
      const key = `${activation.definition.name} ${pass} ${dtype}`;
      const calls = remembered.get(key) ?? [
        callOf(activation, pass, arrange(activation, nans(dtype))),
        callOf(
          activation,
          pass,
          arrange(activation, tensorOf([...edges(dtype), ...landmarksOf(dtype)], dtype)),
        ),
      ];
      remembered.set(key, calls);
      const [nan, rest] = calls;
      await context.check(
        { ...subject, tag: "nan" },
        "NaN in, NaN out, whatever its payload",
        async (recorder) => {
          const got = await context.compare(recorder, subject, nan);
          if (activation.definition.domain.kind !== "pointwise") return;
          const first = got[0] === undefined ? [] : [...toDoubles(got[0])];
          recorder.expect(
            first.every(Number.isNaN),
            () => `NaN gives ${first.find((value) => !Number.isNaN(value))}`,
          );
        },
      );
      await context.check(
        { ...subject, tag: "edges" },
        "infinities, zeros, subnormals and known traps",
        async (recorder) => {
          await context.compare(recorder, subject, rest);
        },
      );
    }
    await checkCotangents(context);
    await checkLimits(context);
  },
};

const specialDys = [0, -0, Number.NaN, Infinity, -Infinity, 1e-40, 65504, -2];

/** Special values in dy, which do not count where the output is a constant by a choice. */
async function checkCotangents(context: Context): Promise<void> {
  for (const { activation, dtype, subject } of context.each("specials", { passes: ["backward"] })) {
    const { kind } = activation.definition.domain;
    const layout = kind === "pointwise" ? eachAlone(activation, dtype) : inRows(activation, dtype);
    const output = outputShapeOf({ activation, pass: "forward", ...layout });
    const dy = tensorOf(kind === "pointwise" ? spread(specialDys, 4) : specialAmong(output), dtype, output);
    const call: Call = { ...callOf(activation, "backward", layout, randomFrom(1)), dy };
    await context.check({ ...subject, tag: "cotangent" }, "special values in dy", async (recorder) => {
      await context.compare(recorder, subject, call);
    });
  }
}

function spread(values: readonly number[], times: number): number[] {
  return values.flatMap((value) => Array<number>(times).fill(value));
}

function eachAlone(activation: AnyActivation, dtype: DType): Layout {
  return arrange(
    activation,
    tensorOf(
      specialDys.flatMap(() => [-3, -0.5, 0.25, 4]),
      dtype,
    ),
  );
}

/** Ordinary rows, one for each place of each special dy; the last element of each is left out where options say what is. */
function inRows(activation: AnyActivation, dtype: DType): Layout {
  const x = tensorOf(
    specialDys.flatMap(() => [...Array(4).keys()].flatMap(() => [-3, 0.5, 0.25, -0.75])),
    dtype,
    [specialDys.length * 4, 4],
  );
  const options = completeOptions(activation.definition, { axis: 1 }, x);
  if (activation.definition.domain.kind === "axis") {
    for (const [name] of tensorOptionsOf(activation.definition))
      options[name] = tensorOf([1, 1, 1, 0], dtype, [4]);
  }
  return { options, x };
}

/** Ordinary numbers, with one special one in each row of dy, at each place in turn. */
function specialAmong([rows = 1, width = 1]: readonly number[]): number[] {
  return Array.from({ length: rows * width }, (_, i) => {
    const row = Math.floor(i / width);
    return i % width === row % width ? (specialDys[Math.floor(row / 4)] as number) : 0.5 - (i % 3);
  });
}

const gompertz = customActivation("gompertz", (x) => mul(x, exp(neg(exp(neg(x))))));
const ratio = customActivation("ratio", (x) => div(exp(x), add(exp(x), square(x))));
const canceling = customActivation("canceling", (x) => mul(x, sub(sqrt(add(1, square(x))), x)));
const bounded = customActivation("bounded", (x) => min(max(x, -1e300), 3.4e38));

/** TrackedDeviations that a computation with large numbers misses, since parts of it overflow, cancel, or lie beyond those numbers. */
async function checkLimits(context: Context): Promise<void> {
  const derived = [gompertz, ratio].flatMap((one) => [derivative(one, 1), derivative(one, 2)]);
  for (const activation of [gompertz, ratio, canceling, bounded, ...derived]) {
    for (const pass of ["forward", "backward"] as const) {
      for (const dtype of context.parts.dtypes) {
        for (const precision of context.parts.precisions) {
          const { name } = activation.definition;
          const subject = {
            group: "specials",
            activation: name,
            pass,
            dtype,
            precision,
            tag: "limits",
          } as const;
          await context.check(
            subject,
            "the limits at the infinities of a definition of one's own",
            async (recorder) => {
              const x = tensorOf([Infinity, -Infinity, Infinity, -Infinity], dtype);
              const dy = tensorOf([1, 1, -2, -2], dtype);
              const call = callOf(activation, pass, arrange(activation, x));
              await context.compare(recorder, subject, pass === "forward" ? call : { ...call, dy });
            },
          );
        }
      }
    }
  }
}
