import type { AnyActivation, DType } from "@actfn/core";
import { InvalidOptionError, mul, type NumberOption } from "@actfn/core";
import { requestOf } from "../run/call.js";
import type { Context } from "../run/context.js";
import { arrange, callOf, type Layout } from "../subjects/arrange.js";
import { customActivation } from "../subjects/custom.js";
import { tensorOf } from "../subjects/values.js";
import type { Group } from "./group.js";

const values = [-20, -3, -1, -0.3, -0, 0, 0.3, 1, 3, 20, Infinity, -Infinity, Number.NaN];

/** Options at their edges, one after the other. */
export const options: Group = {
  id: "options",
  promise:
    "Every option counts, at its edges too, and no call is answered with another call's options or definition.",
  run: async (context) => {
    for (const { activation, pass, dtype, subject } of context.each("options", { dtypes: ["float32"] })) {
      const layouts = layoutsOf(activation, tensorOf(values, dtype)).slice(0, context.isQuick ? 2 : Infinity);
      if (layouts.length < 2) continue;
      await context.check(
        { ...subject, tag: "edges" },
        "each option at its edges, interleaved",
        async (trial) => {
          for (const layout of [...layouts, ...layouts.slice(0, 2)]) {
            await context.compare(trial, subject, callOf(activation, pass, layout));
          }
        },
      );
    }
    await checkNamesakes(context);
  },
};

/** The default options, and each option in turn at other values that it accepts. */
export function layoutsOf(activation: AnyActivation, x: ReturnType<typeof tensorOf>): Layout[] {
  const layouts = [arrange(activation, x)];
  for (const [name, spec] of Object.entries(activation.definition.options)) {
    const { domain } = activation.definition;
    const isCount = domain.kind === "grouped" && domain.parts === name;
    for (const value of isCount ? [2, 3, 4] : othersOf(spec, x.dtype)) {
      const layout = arrange(activation, x, { [name]: value });
      if (isAccepted(activation, layout)) layouts.push(layout);
    }
  }
  return layouts;
}

function othersOf(spec: AnyActivation["definition"]["options"][string], dtype: DType): unknown[] {
  if (spec.type === "choice") return spec.choices.filter((choice) => choice !== spec.default);
  if (spec.type === "flag") return [!spec.default];
  if (spec.type === "number") return edgesOf(spec);
  if (spec.type === "tensor") return [0, -0.5, 1, 2.5].map((value) => tensorOf([value], dtype, []));
  return [];
}

function edgesOf({ shown, default: usual, accepts }: NumberOption): number[] {
  const values = [...new Set([...(shown ?? []), usual + 1e-7, 0, -0.75, 1, 2, 3, 1e-6, 1e6])];
  return values.filter((value) => accepts === undefined || accepts.test(value));
}

function isAccepted(activation: AnyActivation, layout: Layout): boolean {
  try {
    requestOf(callOf(activation, "forward", layout), "strict");
    return true;
  } catch (error) {
    if (InvalidOptionError.isInstance(error)) return false;
    throw error;
  }
}

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
      await context.check(subject, "activations of the same name are told apart", async (trial) => {
        for (const activation of [...twins, ...twins]) {
          await context.compare(
            trial,
            subject,
            callOf(activation, pass, arrange(activation, tensorOf(values, "float32"))),
          );
        }
      });
    }
  }
}
