import type { Context } from "../../run/context.js";
import { callOf } from "../../subjects/arrange.js";
import { layoutsWith } from "../../subjects/layouts.js";
import { neighbors, tensorOf } from "../../subjects/values.js";

/** Numbers that no binary format holds, some of them above what a format makes of them and some below. */
const values = [0.1, 0.7, 1 / 3, -0.1, -0.7];

/**
 * Options between two numbers of the dtype, at the inputs on both sides: an option is compared as it was given, not as the
 * dtype would round it, so that an input which the option rounds to lies on the side where it is.
 */
export async function checkInexactOptions(context: Context): Promise<void> {
  for (const { activation, pass, dtype, subject } of context.each("options")) {
    if (activation.definition.domain.kind !== "pointwise") continue;
    const layouts = values.flatMap((value) => {
      const near = [value, -value].flatMap((one) => neighbors(one, dtype, 1));
      return layoutsWith(activation, tensorOf(near, dtype), value);
    });
    if (layouts.length === 0) continue;
    await context.check(
      { ...subject, tag: "inexact" },
      "an option that the dtype cannot hold, at the inputs beside it",
      async (recorder) => {
        for (const layout of context.isQuick ? layouts.slice(0, 1) : layouts)
          await context.compare(recorder, subject, callOf(activation, pass, layout));
      },
    );
  }
}
