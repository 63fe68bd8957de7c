import { type Call, exactOf } from "../run/call.js";
import type { Context } from "../run/context.js";
import { callOf, completeOptions, partsIn } from "../subjects/arrange.js";
import { tensorOf } from "../subjects/values.js";

const period = 97;

/** Sizes around which tiles, memory and threads are cut. All numbers repeat, so that few exact values are enough. */
const sizes = [4099, 70_001];

/** Large tensors: nothing is lost between the tiles, pages and threads that a backend cuts its work into. */
export async function checkSizes(context: Context): Promise<void> {
  if (context.isQuick) return;
  for (const { activation, pass, subject } of context.each("shapes", { dtypes: ["float32"] })) {
    const { definition } = activation;
    const isSimple =
      definition.domain.kind === "pointwise" && (pass === "forward" || definition.learnt.length === 0);
    await context.check(
      { ...subject, tag: "sizes" },
      "large tensors, across tiles and threads",
      async (trial) => {
        for (const size of isSimple ? sizes : sizes.slice(0, 1)) {
          const parts = partsIn(activation, {});
          const numbers = Float64Array.from(
            { length: size * parts },
            (_, i) => ((i % period) - period / 2) / 8,
          );
          const x = tensorOf(numbers, "float32");
          const call = callOf(activation, pass, { options: completeOptions(definition, {}, x), x });
          await context.compare(trial, subject, call, isSimple ? { exact: periodic(call) } : {});
        }
      },
    );
  }
}

/** The exact values of one period, repeated. */
function periodic(call: Call): ReturnType<typeof exactOf> {
  const first = tensorOf(call.x.data.slice(0, period), call.x.dtype);
  const one = exactOf({ ...call, x: first });
  const repeat = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: call.x.size }, (_, i) => values[i % period] as number);
  return { values: one.values.map(repeat), terms: () => one.terms().map(repeat) };
}
