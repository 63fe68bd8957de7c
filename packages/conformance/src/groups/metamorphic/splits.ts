import { Tensor } from "@actfn/core";
import { firstDifference } from "../../numbers/bits.js";
import type { Call } from "../../run/call.js";
import type { CheckRecorder } from "../../run/check-recorder.js";
import type { Context, Each } from "../../run/context.js";
import { callOf, completeOptions, randomTensor } from "../../subjects/arrange.js";

const size = 203;

/** f(a ++ b) is f(a) ++ f(b): where a strict call is cut changes no bit. */
export async function checkSplits(context: Context): Promise<void> {
  for (const each of context.each("metamorphic", { dtypes: ["float32"] })) {
    const { activation, pass, precision, subject } = each;
    const { domain, learned } = activation.definition;
    if (domain.kind !== "pointwise" || precision !== "strict" || (pass === "backward" && learned.length > 0))
      continue;
    await context.check({ ...subject, tag: "split" }, "a call cut in two gives the same bits", (recorder) =>
      checkSplit(context, recorder, each),
    );
  }
}

async function checkSplit(
  context: Context,
  recorder: CheckRecorder,
  { activation, pass, precision, subject }: Each,
): Promise<void> {
  const random = context.random(subject);
  const x = randomTensor("float32", [size], random);
  const whole = callOf(
    activation,
    pass,
    { options: completeOptions(activation.definition, {}, x), x },
    random,
  );
  const part = (from: number, to: number): Call => {
    const cut = (tensor: Tensor): Tensor =>
      new Tensor("float32", [to - from], tensor.data.slice(from, to) as Float32Array);
    return { ...whole, x: cut(x), ...(whole.dy === undefined ? {} : { dy: cut(whole.dy) }) };
  };
  const cut = 1 + random.below(size - 2);
  const first = async (call: Call): Promise<Tensor> => (await context.run(call, precision))[0] as Tensor;
  const [all, head, tail] = await Promise.all([first(whole), first(part(0, cut)), first(part(cut, size))]);
  const joined = new Float32Array([...head.data, ...tail.data]);
  const at = firstDifference(joined, all.data);
  recorder.expect(
    at === -1,
    () => `cut at ${cut}: element ${at} is ${joined[at]}, in one piece ${all.data[at]}`,
  );
}
