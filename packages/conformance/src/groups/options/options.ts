import { mul } from "@actfn/core";
import type { Context } from "../../run/context.js";
import { arrange, callOf } from "../../subjects/arrange.js";
import { customActivation } from "../../subjects/custom.js";
import { layoutsOf } from "../../subjects/layouts.js";
import { ordinaryAndSpecial, tensorOf } from "../../subjects/values.js";
import type { Group } from "../group.js";
import { checkChangingOptions } from "./changing-options.js";
import { checkInexactOptions } from "./inexact-options.js";

/** Options at their edges, one after the other. */
export const options: Group = {
  id: "options",
  guarantee:
    "Every option has its effect, also at the edges of its range. No call uses the options or the definition of another call.",
  run: async (context) => {
    for (const { activation, pass, dtype, subject } of context.each("options", { dtypes: ["float32"] })) {
      const layouts = layoutsOf(activation, tensorOf(ordinaryAndSpecial, dtype)).slice(
        0,
        context.isQuick ? 2 : Infinity,
      );
      if (layouts.length < 2) continue;
      await context.check(
        { ...subject, tag: "edges" },
        "each option at its edges, interleaved",
        async (recorder) => {
          for (const layout of [...layouts, ...layouts.slice(0, 2)]) {
            await context.compare(recorder, subject, callOf(activation, pass, layout));
          }
        },
      );
    }
    await checkChangingOptions(context);
    await checkInexactOptions(context);
    await checkNamesakes(context);
  },
};

/** Two activations of a user's with one name, and a built-in's name at that: a cache must not take one for the other. */
async function checkNamesakes(context: Context): Promise<void> {
  const twins = [2, 3].map((factor) => customActivation("identity", (x) => mul(factor, x)));
  for (const precision of context.parts.precisions) {
    for (const pass of ["forward", "backward"] as const) {
      const subject = {
        group: "options",
        activation: "identity",
        pass,
        dtype: "float32",
        precision,
        tag: "namesakes",
      } as const;
      if (!context.parts.dtypes.includes("float32")) continue;
      await context.check(subject, "activations of the same name are told apart", async (recorder) => {
        for (const activation of [...twins, ...twins]) {
          await context.compare(
            recorder,
            subject,
            callOf(activation, pass, arrange(activation, tensorOf(ordinaryAndSpecial, "float32"))),
          );
        }
      });
    }
  }
}
