import type { Call } from "../../run/call.js";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { callOf } from "../../subjects/arrange.js";
import { layoutsOf, manyLayouts } from "../../subjects/layouts.js";
import { ordinaryAndSpecial, tensorOf } from "../../subjects/values.js";

/** The order in which two values are used: each after itself, after the other, and once more after both. */
const turns = [0, 0, 1, 1, 0, 1, 0, 0, 1];
/** More values than a cache of 64 has places for. */
const many = 80;

/** Options that change from call to call while all else stays: each call is answered with its own. */
export async function checkChangingOptions(context: Context): Promise<void> {
  const some = new Set(context.oneOfEachFamily());
  for (const each of context.each("options", { dtypes: ["float32"] })) {
    const { activation, subject, pass, precision } = each;
    const layouts = layoutsOf(activation, tensorOf(ordinaryAndSpecial, "float32")).slice(
      0,
      context.isQuick ? 3 : Infinity,
    );
    const [first, second] = layouts;
    if (first === undefined || second === undefined) continue;
    const calls = [first, second].map((layout) => callOf(activation, pass, layout));
    // A quick run makes one of the two checks for each pass, in one precision: where another value is a compilation, they would
    // take most of its time.
    if (context.isQuick && precision !== context.parts.precisions.at(-1)) continue;
    if (!context.isQuick || pass === "forward") {
      await context.check(
        { ...subject, tag: "alternating" },
        "two values of an option by turns",
        async (recorder) => {
          for (const turn of turns) await context.compare(recorder, subject, calls[turn] as Call);
        },
      );
    }
    if (!context.isQuick || pass === "backward") {
      await context.check(
        { ...subject, tag: "in-flight" },
        "calls in flight keep the options that each was made with",
        async (recorder) => {
          const all = [...layouts, first].map((layout) => callOf(activation, pass, layout));
          const answers = await Promise.all(all.map((call) => context.run(call, precision)));
          for (const [i, call] of all.entries()) context.judge(recorder, subject, call, answers[i] ?? []);
        },
      );
    }
    if (context.isQuick || !some.has(activation)) continue;
    await context.check(
      { ...subject, tag: "many" },
      "many values of an option, and the first again",
      (recorder) => checkMany(context, recorder, each),
    );
  }
}

async function checkMany(
  context: Context,
  recorder: CheckRecorder,
  { activation, pass, subject }: Each,
): Promise<void> {
  const layouts = manyLayouts(activation, tensorOf(ordinaryAndSpecial, "float32"), many);
  for (const layout of [...layouts, ...layouts.slice(0, 1)])
    await context.compare(recorder, subject, callOf(activation, pass, layout));
}
