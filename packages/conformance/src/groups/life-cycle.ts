import { type AnyActivation, type Backend, BackendDisposedError, type DType, type Tensor } from "@actfn/core";
import { firstDifference } from "../numbers/bits.js";
import { randomFrom } from "../numbers/random.js";
import { dispose, execute, executeSync, WrongForm } from "../run/backend-calls.js";
import { type Call, requestOf } from "../run/call.js";
import { type CheckRecorder, Skipped } from "../run/check-recorder.js";
import type { Context } from "../run/context.js";
import { arrange, callOf, randomTensor } from "../subjects/arrange.js";
import { customActivation } from "../subjects/custom.js";
import { tensorOf } from "../subjects/values.js";
import { requireFactory } from "./contract.js";
import type { Group } from "./group.js";
import { freshOut } from "./layout/aliasing.js";

/** A backend's life: overlapping calls, several instances, failures, the end. */
export const lifeCycle: Group = {
  id: "life-cycle",
  guarantee:
    "Calls may overlap. Instances are independent. A failure affects no other call. After dispose(), every call is rejected.",
  run: async (context) => {
    const check = (
      tag: string,
      title: string,
      body: (recorder: CheckRecorder) => Promise<void>,
    ): Promise<void> => context.check({ group: "life-cycle", tag }, title, body);
    await check(
      "concurrent",
      "a hundred overlapping calls, some into out, and calls without waiting are each answered rightly",
      (recorder) => overlap(context, recorder),
    );
    await check("again", "a call is answered alike however often it is made", (recorder) =>
      again(context, recorder),
    );
    await check(
      "failure",
      "after a call that failed, out is untouched and the next call is right",
      (recorder) => failThenSucceed(context, recorder),
    );
    await check("failure-beside", "a call that fails leaves calls in flight unharmed", (recorder) =>
      failBeside(context, recorder),
    );
    await check("two-instances", "two instances do not know of each other", (recorder) =>
      twoInstances(context, recorder),
    );
    await check("dispose-twice", "dispose() may be called twice, also at once", async () => {
      const backend = await requireFactory(context)();
      await Promise.all([dispose(backend), dispose(backend)]);
      await dispose(backend);
    });
    await check("after-dispose", "calls after dispose() throw a BackendDisposedError", (recorder) =>
      afterDispose(context, recorder),
    );
    await check("in-flight", "dispose() waits for calls in flight", (recorder) =>
      disposeInFlight(context, recorder),
    );
  },
};

/** Calls of the activations by turns, of those that a backend supports. */
function sampleCalls(context: Context, count: number, backend: Backend = context.backend): Call[] {
  const random = randomFrom(context.parts.seed);
  const activations = context.activations();
  const { dtypes } = context.parts;
  // A backend that supports few of them is given as many calls.
  const enough = Math.max(count, 2 * activations.length);
  const calls = Array.from({ length: enough }, (_, i) => {
    const activation = activations[i % activations.length] as AnyActivation;
    // Every dtype of every activation, forward and backward, over enough calls.
    const dtype = dtypes[Math.floor(i / 2) % dtypes.length] as DType;
    const x = randomTensor(dtype, [1 + ((i * 37) % 300)], random);
    return callOf(activation, i % 2 === 0 ? "forward" : "backward", arrange(activation, x), random);
  });
  const supported = context.supported(calls, backend).slice(0, count);
  if (supported.length === 0) throw new Skipped("the backend supports no call that this check makes");
  return supported;
}

/** Compares an answer with the reference. */
function judge(context: Context, recorder: CheckRecorder, call: Call, answer: readonly Tensor[]): void {
  context.judge(recorder, { group: "life-cycle", precision: context.usualPrecision }, call, answer);
}

async function overlap(context: Context, recorder: CheckRecorder): Promise<void> {
  const calls = sampleCalls(context, 100);
  const precision = context.usualPrecision;
  const inFlight = calls.map((call, i) =>
    context.run(call, precision, i % 3 === 0 ? freshOut(call) : undefined),
  );
  // Nothing awaits here: all calls are in flight while these are answered at once.
  for (const call of calls.slice(0, atOnce)) {
    const answer = executeSync(context.backend, requestOf(call, precision));
    if (answer !== undefined) judge(context, recorder, call, answer);
  }
  for (const [i, answer] of (await Promise.all(inFlight)).entries())
    judge(context, recorder, calls[i] as Call, answer);
}

/** Calls that are made without waiting while others are in flight. */
const atOnce = 20;

/** More often than a counter of a thousand, or a buffer of as many places, lasts. */
const often = 1100;

async function again(context: Context, recorder: CheckRecorder): Promise<void> {
  const [call] = sampleCalls(context, 1) as [Call];
  const first = await context.run(call, context.usualPrecision);
  judge(context, recorder, call, first);
  for (let turn = 2; turn <= often; turn++) {
    const answer = await context.run(call, context.usualPrecision);
    const at = firstDifference((answer[0] as Tensor).data, (first[0] as Tensor).data);
    recorder.expect(
      at === -1,
      () => `the ${turn}th time element ${at} is ${answer[0]?.data[at]}, at first ${first[0]?.data[at]}`,
    );
  }
}

class ExpectedFailure extends Error {}

/** An activation whose definition breaks down when a backend looks at it. */
function breaking(): AnyActivation {
  let isBroken = false;
  const activation = customActivation("breaking", (x) => {
    if (isBroken) throw new ExpectedFailure("This definition fails on purpose.");
    return x;
  });
  isBroken = true;
  return activation;
}

async function fails(context: Context, recorder: CheckRecorder): Promise<void> {
  const x = tensorOf([1, 2, 3], "float32");
  const out = tensorOf([7, 7, 7], "float32");
  const call: Call = { activation: breaking(), pass: "forward", options: {}, x };
  let threw = false;
  try {
    await context.run(call, context.usualPrecision, out);
  } catch (error) {
    threw = !(error instanceof WrongForm);
  }
  recorder.expect(threw, () => "a definition that throws was answered");
  recorder.expect(
    [...out.data].every((value) => value === 7),
    () => "out was written by a call that failed",
  );
}

async function failThenSucceed(context: Context, recorder: CheckRecorder): Promise<void> {
  const calls = sampleCalls(context, 6);
  for (const call of calls) {
    await fails(context, recorder);
    judge(context, recorder, call, await context.run(call, context.usualPrecision));
  }
}

async function failBeside(context: Context, recorder: CheckRecorder): Promise<void> {
  const calls = sampleCalls(context, 12);
  const work = calls.map(async (call, i) => {
    if (i % 3 === 0) await fails(context, recorder);
    judge(context, recorder, call, await context.run(call, context.usualPrecision));
  });
  await Promise.all(work);
}

async function twoInstances(context: Context, recorder: CheckRecorder): Promise<void> {
  const make = requireFactory(context);
  const [first, second] = await Promise.all([make(), make()]);
  const calls = sampleCalls(context, 12, first);
  const answers = await Promise.all(
    calls.flatMap((call) => [
      context.run(call, context.usualPrecision, undefined, first),
      context.run(call, context.usualPrecision, undefined, second),
    ]),
  );
  await first.dispose();
  for (const [i, call] of calls.entries()) {
    const after = await context.run(call, context.usualPrecision, undefined, second);
    const [a, b] = [answers[2 * i], answers[2 * i + 1]] as [Tensor[], Tensor[]];
    judge(context, recorder, call, a);
    for (const [j, tensor] of after.entries()) {
      recorder.expect(
        firstDifference(tensor.data, (b[j] as Tensor).data) === -1,
        () => "an instance answers differently once another is disposed of",
      );
    }
  }
  await second.dispose();
}

async function afterDispose(context: Context, recorder: CheckRecorder): Promise<void> {
  const backend = await requireFactory(context)();
  const [call] = sampleCalls(context, 1, backend) as [Call];
  const request = requestOf(call, context.usualPrecision);
  await execute(backend, request);
  await backend.dispose();
  const errorOf = async (run: () => unknown): Promise<unknown> => {
    try {
      await run();
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const isTyped = (error: unknown): boolean => BackendDisposedError.isInstance(error);
  const error = await errorOf(() => execute(backend, request));
  recorder.expect(isTyped(error), () => `execute() after dispose() gives ${String(error ?? "an answer")}`);
  if (backend.executeSync === undefined) return;
  const syncError = await errorOf(() => executeSync(backend, request));
  recorder.expect(
    isTyped(syncError),
    () => `executeSync() after dispose() gives ${String(syncError ?? "an answer")}`,
  );
}

async function disposeInFlight(context: Context, recorder: CheckRecorder): Promise<void> {
  const backend = await requireFactory(context)();
  const calls = sampleCalls(context, 12, backend);
  const answers = calls.map((call) => context.run(call, context.usualPrecision, undefined, backend));
  await Promise.all([dispose(backend), ...answers]);
  for (const [i, answer] of answers.entries()) judge(context, recorder, calls[i] as Call, await answer);
}
