import type { Precision } from "@actfn/core";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context } from "../../run/context.js";
import { ladder } from "../../subjects/values.js";
import type { Group } from "../group.js";
import { exactly, type Interval } from "./interval.js";
import { IntervalEvaluator } from "./interval-evaluator.js";
import { rectifiedRelations } from "./rectified.js";
import type { Relation, Sides } from "./relation.js";
import { rowRelations } from "./rows.js";
import { selfGatedRelations } from "./self-gated.js";
import { sigmoidalRelations } from "./sigmoidal.js";
import { checkSplits } from "./splits.js";

const all: readonly Relation[] = [
  ...rectifiedRelations,
  ...sigmoidalRelations,
  ...selfGatedRelations,
  ...rowRelations,
];

/** What must hold between results, with no exact value in sight. */
export const metamorphic: Group = {
  id: "metamorphic",
  guarantee:
    "Metamorphic relations hold between results: symmetries, sums, limits, compositions, and splitting a call into parts.",
  run: async (context) => {
    for (const dtype of ["float32", "float64"] as const) {
      if (!context.parts.dtypes.includes(dtype) || (context.isQuick && dtype === "float64")) continue;
      for (const precision of context.parts.precisions) {
        const f = new IntervalEvaluator(context, dtype, precision);
        const x = inputs(context);
        for (const relation of all)
          if (f.has(relation.of)) await checkRelation(context, f, relation, x, precision);
      }
    }
    await checkSplits(context);
  },
};

/** Moderate numbers of all sizes, most of them short enough for sums and products with them to be exact. */
function inputs(context: Context): Interval {
  const random = context.random({ group: "metamorphic" });
  const long = ladder("float32", -20, 6, context.isQuick ? 1 : 6, random);
  const short = Array.from(
    { length: context.isQuick ? 20 : 160 },
    () => (random.below(2 ** 14) - 2 ** 13) / 2 ** 9,
  );
  return exactly([...long, ...short, 0, 1, -1, 3, -3, 6, -0.75, 40, -40]);
}

async function checkRelation(
  context: Context,
  f: IntervalEvaluator,
  relation: Relation,
  x: Interval,
  precision: Precision,
): Promise<void> {
  const activation = relation.of[0] as string;
  const subject = {
    group: "metamorphic",
    activation,
    dtype: f.dtype,
    precision,
    tag: relation.name,
  } as const;
  await context.check(subject, relation.name, async (recorder) => {
    requireEqual(recorder, await relation.sides(f, x), x);
  });
}

function requireEqual(recorder: CheckRecorder, { left, right, at, exact = false }: Sides, x: Interval): void {
  const inputs = (at ?? x).value;
  recorder.count(left.value.length);
  for (let i = 0; i < left.value.length; i++) {
    const [a, b] = [left.value[i] as number, right.value[i] as number];
    const slack =
      (left.error[i] as number) + (right.error[i] as number) + 2 ** -50 * (Math.abs(a) + Math.abs(b));
    const holds = exact ? a === b : Math.abs(a - b) <= slack;
    if (!holds)
      recorder.failAt(
        inputs[i],
        a,
        () => `at x = ${inputs[i]}: left ${a}, right ${b}, allowed ${exact ? 0 : slack}`,
      );
  }
}
