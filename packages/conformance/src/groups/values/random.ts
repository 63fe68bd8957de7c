import { type Tensor, tensorOptionsOf } from "@actfn/core";
import { firstDifference } from "../../numbers/bits.js";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { callOf, completeOptions, randomTensor } from "../../subjects/arrange.js";
import { tensorOf } from "../../subjects/values.js";
import type { Group } from "../group.js";

/** Random activations: the numbers are drawn by core and come in as a tensor, so that every backend gives the same. */
export const random: Group = {
  id: "random",
  guarantee:
    "Random activations use the random numbers of the request. The same numbers give the same results.",
  run: async (context) => {
    for (const each of context.each("random")) {
      if (each.activation.definition.family !== "random") continue;
      await context.check(
        { ...each.subject, tag: "drawn" },
        "drawn numbers count, and count alike twice",
        (recorder) => checkDrawn(context, recorder, each),
      );
    }
  },
};

async function checkDrawn(
  context: Context,
  recorder: CheckRecorder,
  { activation, pass, dtype, precision, subject }: Each,
): Promise<void> {
  const random = context.random({ ...subject, precision: "strict" });
  const { definition } = activation;
  const x = randomTensor(dtype, [6, 8], random);
  const options = completeOptions(definition, {}, x);
  for (const [name] of tensorOptionsOf(definition)) {
    options[name] = tensorOf(
      Float64Array.from({ length: x.size }, () =>
        definition.domain.kind === "axis" ? -Math.log(-Math.log(random.unit())) : random.unit(),
      ),
      dtype,
      x.shape,
    );
  }
  const call = callOf(activation, pass, { options, x }, random);
  const [first] = await context.compare(recorder, subject, call);
  const [second] = await context.run(call, precision);
  const at = firstDifference((first as Tensor).data, (second as Tensor).data);
  recorder.expect(at === -1, () => `the same numbers give ${first?.data[at]}, then ${second?.data[at]}`);
}
