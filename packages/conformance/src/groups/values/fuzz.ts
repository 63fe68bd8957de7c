import { allocate, type DType, isEncoded, Tensor } from "@actfn/core";
import fc from "fast-check";
import { bytesOf } from "../../numbers/bits.js";
import type { Call } from "../../run/call.js";
import { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { callOf, completeOptions, type Layout, partsIn } from "../../subjects/arrange.js";
import { layoutsOf } from "../../subjects/layouts.js";
import { tensorOf } from "../../subjects/values.js";
import type { Group } from "../group.js";

/** Random calls: uniform bit patterns, random options, random sizes; a failure is shrunk to the smallest input that shows it. */
export const fuzz: Group = {
  id: "fuzz",
  guarantee:
    "Results for random bit patterns and random options are within their bounds. The same seed gives the same inputs.",
  run: async (context) => {
    for (const each of context.each("fuzz")) {
      await context.check(
        { ...each.subject, tag: "patterns" },
        "random bit patterns, options and sizes",
        async (recorder) => {
          await hunt(context, recorder, each);
        },
      );
    }
  },
};

async function hunt(context: Context, recorder: CheckRecorder, each: Each): Promise<void> {
  const { activation, dtype, subject } = each;
  const layouts = layoutsOf(activation, tensorOf([1], dtype)).slice(0, context.isQuick ? 2 : Infinity);
  const choices = layouts.map(({ options }) => options);
  const parts = partsIn(activation, {});
  const words = fc.uint32Array({ minLength: 2 * parts, maxLength: 64 * parts });
  const property = fc.asyncProperty(words, fc.nat(choices.length - 1), async (bits, choice) => {
    const call = callFrom(each, bits, choices[choice] as Layout["options"], parts);
    if (call === undefined) return;
    const attempt = new CheckRecorder(subject, context.parts.deviations.concerning(subject));
    await context.compare(attempt, subject, call);
    const { status, failures, compared } = attempt.finish("");
    recorder.count(compared);
    if (status === "failed") throw new Found(call, failures[0]?.message ?? "");
  });
  const seed = context.random(subject).bits() | 0;
  const outcome = await fc.check(property, {
    seed,
    numRuns: context.isQuick ? 4 : 100,
    endOnFailure: context.isQuick,
  });
  const error = outcome.errorInstance;
  if (error instanceof Found) await context.compare(recorder, subject, error.call);
  else if (error instanceof Error) throw error;
}

/** The call that shows a failure. */
class Found extends Error {
  readonly call: Call;

  constructor(call: Call, message: string) {
    super(message);
    this.call = call;
  }
}

function callFrom(
  { activation, pass, dtype }: Each,
  words: Uint32Array,
  options: Layout["options"],
  parts: number,
): Call | undefined {
  const { definition } = activation;
  const count = partsIn(activation, options) === parts ? Math.floor(words.length / 2 / parts) * parts : 0;
  if (count === 0) return undefined;
  const x = patternTensor(words, count, dtype);
  if (definition.domain.kind === "axis") soften(x);
  const { axis: _, ...rest } = options as { readonly axis?: number };
  return callOf(activation, pass, { options: completeOptions(definition, rest, x), x });
}

/** The first elements' bits are the words' own; NaN and infinities are among them. */
function patternTensor(words: Uint32Array, count: number, dtype: DType): Tensor {
  const data = allocate(dtype, count);
  bytesOf(data).set(bytesOf(words as unknown as Uint16Array).subarray(0, data.byteLength));
  return new Tensor(dtype, [count], data);
}

/** A row of uniform patterns is ruled by its largest number; brought nearer together, the others count too. */
function soften(x: Tensor): void {
  if (isEncoded(x.dtype)) return;
  for (let i = 0; i < x.size; i++) {
    const value = x.data[i] as number;
    if (Math.abs(value) > 1 && Number.isFinite(value))
      x.data[i] = Math.sign(value) * Math.log2(Math.abs(value));
  }
}
