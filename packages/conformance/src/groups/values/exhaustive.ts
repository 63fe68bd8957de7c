import { allocate, type DType, isEncoded, Tensor } from "@actfn/core";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { arrange, callOf, completeOptions } from "../../subjects/arrange.js";
import type { Group } from "../group.js";

const chunk = 1 << 14;

/** All 65,536 float16. */
export const exhaustiveFloat16: Group = {
  id: "exhaustive-float16",
  guarantee: "All 65,536 float16 inputs give the correct float16.",
  run: (context) => runAll(context, "exhaustive-float16", "float16", 2 ** 16),
};

/** All 65,536 bfloat16. */
export const exhaustiveBfloat16: Group = {
  id: "exhaustive-bfloat16",
  guarantee: "All 65,536 bfloat16 inputs give the correct bfloat16.",
  run: (context) => runAll(context, "exhaustive-bfloat16", "bfloat16", 2 ** 16),
};

/** All 2^32 float32: minutes to an hour for each activation, so choose the activations. */
export const exhaustiveFloat32: Group = {
  id: "exhaustive-float32",
  guarantee: "The results for all 4,294,967,296 float32 inputs are within their bounds.",
  run: (context) => runAll(context, "exhaustive-float32", "float32", 2 ** 32),
};

async function runAll(context: Context, group: Group["id"], dtype: DType, count: number): Promise<void> {
  for (const each of context.each(group, { dtypes: [dtype] })) {
    const { activation, subject } = each;
    if (activation.definition.domain.kind === "axis" && dtype === "float32") continue;
    await context.check(subject, `all ${count} numbers`, (recorder) =>
      checkAll(context, recorder, each, count),
    );
  }
}

async function checkAll(
  context: Context,
  recorder: CheckRecorder,
  { activation, pass, dtype, subject }: Each,
  count: number,
): Promise<void> {
  const { definition } = activation;
  for (let start = 0; start < count; start += chunk) {
    const data = allocate(dtype, chunk);
    const bits = isEncoded(dtype) ? (data as Uint16Array) : new Uint32Array(data.buffer);
    for (let i = 0; i < chunk; i++) bits[i] = start + i;
    const x = new Tensor(dtype, [chunk], data);
    const isPointwise = definition.domain.kind === "pointwise";
    const layout = isPointwise
      ? { options: completeOptions(definition, {}, x), x }
      : arrange(activation, sparse(x));
    await context.compare(recorder, subject, callOf(activation, pass, layout));
  }
}

/** Rows cost as many evaluations as they have elements: every eighth number. */
function sparse(x: Tensor): Tensor {
  const data = allocate(x.dtype, x.size / 8);
  for (let i = 0; i < data.length; i++) data[i] = x.data[8 * i] as number;
  return new Tensor(x.dtype, [data.length], data);
}
