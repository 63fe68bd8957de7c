import { toDoubles } from "../numbers/format.js";
import { randomFrom } from "../numbers/random.js";
import type { Call } from "../run/call.js";
import { arrange, callOf } from "../subjects/arrange.js";
import { edges, landmarksOf, nans, tensorOf } from "../subjects/values.js";
import type { Group } from "./group.js";

/** NaN, the infinities, zeros, subnormals, the ends of the range, and places where implementations have broken. */
export const specials: Group = {
  id: "specials",
  promise:
    "NaN gives NaN, infinities give the limit, the sign of zero and subnormals are kept, in value and gradient.",
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
        async (trial) => {
          const got = await context.compare(trial, subject, nan);
          if (activation.definition.domain.kind !== "pointwise") return;
          const first = got[0] === undefined ? [] : [...toDoubles(got[0])];
          trial.expect(
            first.every(Number.isNaN),
            () => `NaN gives ${first.find((value) => !Number.isNaN(value))}`,
          );
        },
      );
      await context.check(
        { ...subject, tag: "edges" },
        "infinities, zeros, subnormals and known traps",
        async (trial) => {
          await context.compare(trial, subject, rest);
        },
      );
    }
    await checkCotangents(context);
  },
};

async function checkCotangents(context: Parameters<Group["run"]>[0]): Promise<void> {
  for (const { activation, dtype, precision, subject } of context.each("specials", {
    passes: ["backward"],
  })) {
    if (activation.definition.domain.kind !== "pointwise") continue;
    const dys = [0, -0, Number.NaN, Infinity, -Infinity, 1e-40, 65504, -2];
    const xs = dys.flatMap(() => [-3, -0.5, 0.25, 4]);
    const x = tensorOf(xs, dtype);
    const dy = tensorOf(
      dys.flatMap((value) => [value, value, value, value]),
      dtype,
    );
    const layout = arrange(activation, x);
    const call: Call = { ...callOf(activation, "backward", layout, randomFrom(1)), dy };
    await context.check({ ...subject, tag: "cotangent" }, "special values in dy", async (trial) => {
      await context.compare(trial, { ...subject, precision }, call);
    });
  }
}
