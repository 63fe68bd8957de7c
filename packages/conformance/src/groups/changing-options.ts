import type { Context, Each } from "../run/context.js";
import type { Trial } from "../run/trial.js";
import { callOf } from "../subjects/arrange.js";
import { layoutsOf, manyLayouts } from "../subjects/layouts.js";
import { tensorOf } from "../subjects/values.js";

const values = [-20, -3, -1, -0.3, -0, 0, 0.3, 1, 3, 20];
/** The order in which two values are asked for: each after itself, after the other, and once more after both. */
const turns = [0, 0, 1, 1, 0, 1, 0, 0, 1];
/** More values than a cache of 64 has places for. */
const many = 80;

/** Options that change from call to call while all else stays: each call is answered with its own. */
export async function checkChangingOptions(context: Context): Promise<void> {
  const some = new Set(context.oneOfEachFamily());
  for (const each of context.each("options", { dtypes: ["float32"] })) {
    const { activation, subject, pass, precision } = each;
    const layouts = layoutsOf(activation, tensorOf(values, "float32")).slice(
      0,
      context.isQuick ? 3 : Infinity,
    );
    const [first, second] = layouts;
    if (first === undefined || second === undefined) continue;
    await context.check(
      { ...subject, tag: "alternating" },
      "two values of an option by turns",
      async (trial) => {
        for (const turn of turns)
          await context.compare(trial, subject, callOf(activation, pass, turn === 0 ? first : second));
      },
    );
    await context.check(
      { ...subject, tag: "in-flight" },
      "calls in flight keep the options that each was made with",
      async (trial) => {
        const calls = [...layouts, first].map((layout) => callOf(activation, pass, layout));
        const answers = await Promise.all(calls.map((call) => context.run(call, precision)));
        for (const [i, call] of calls.entries()) context.judge(trial, subject, call, answers[i] ?? []);
      },
    );
    if (context.isQuick || !some.has(activation)) continue;
    await context.check(
      { ...subject, tag: "many" },
      "many values of an option, and the first again",
      (trial) => checkMany(context, trial, each),
    );
  }
}

async function checkMany(context: Context, trial: Trial, { activation, pass, subject }: Each): Promise<void> {
  const layouts = manyLayouts(activation, tensorOf(values, "float32"), many);
  for (const layout of [...layouts, ...layouts.slice(0, 1)])
    await context.compare(trial, subject, callOf(activation, pass, layout));
}
