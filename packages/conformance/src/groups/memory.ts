import { type AnyActivation, type Pass, prelu, relu, silu, sizeOf, softmax, type Tensor } from "@actfn/core";
import { filled, outputShapeOf, requestOf } from "../run/call.js";
import { type CheckRecorder, Skipped } from "../run/check-recorder.js";
import { collectGarbage } from "../run/collect-garbage.js";
import type { Context } from "../run/context.js";
import { callOf, completeOptions } from "../subjects/arrange.js";
import { customActivation } from "../subjects/custom.js";
import { tensorOf } from "../subjects/values.js";
import { requireFactory } from "./contract.js";
import type { Group } from "./group.js";

const megabyte = 2 ** 20;
/** A leak grows in every round; garbage that still waits to be collected does not. */
const ROUNDS = 3;

interface Usage {
  readonly rss: number;
  readonly external: number;
}

/** Whether memory grows with the number of calls, of kernels and of instances. */
export const memory: Group = {
  id: "memory",
  guarantee:
    "Memory does not grow with the number of calls (completed or aborted), compute kernels, or disposed instances. No input is retained.",
  run: async (context) => {
    const check = (
      tag: string,
      title: string,
      allowed: number,
      turn: (i: number) => Promise<void>,
      turns: number,
    ): Promise<void> =>
      context.check({ group: "memory", tag }, title, async (recorder) => {
        const gauge = gaugeOf();
        for (let i = 0; i < turns / 2; i++) await turn(i);
        let grown = Number.POSITIVE_INFINITY;
        for (let round = 1; round <= ROUNDS && grown > allowed; round++) {
          const before = await gauge();
          for (let i = 0; i < turns; i++) await turn(round * turns + i);
          const after = await gauge();
          // What was freed before may be filled again without the process growing; what JavaScript holds outside its heap tells then.
          grown = Math.max(after.rss - before.rss, after.external - before.external) / megabyte;
        }
        recorder.expect(
          grown <= allowed,
          () => `memory grew by ${grown.toFixed(0)} MB over ${turns} turns; ${allowed} MB are allowed`,
        );
      });
    await check("calls", "it does not grow with calls into given memory", 48, callsInto(context), 300);
    await check(
      "kernels",
      "it does not grow with different activations and options",
      64,
      kernels(context),
      600,
    );
    await check("aborted", "it does not grow with calls that were given up", 48, givenUp(context), 300);
    await context.check(
      { group: "memory", tag: "inputs" },
      "inputs are not kept after the answer",
      (recorder) => letGo(context, recorder),
    );
    await check("instances", "it does not grow with instances disposed of", 96, instances(context), 40);
  },
};

function gaugeOf(): () => Promise<Usage> {
  const { process } = globalThis as { readonly process?: { readonly memoryUsage?: () => Usage } };
  const usage = process?.memoryUsage;
  if (usage === undefined) throw new Skipped("only Node reports the memory of a process");
  return async () => {
    // Garbage that is given back between two readings would hide as much of a leak.
    await collectGarbage();
    return usage();
  };
}

/** Calls on numbers of half a megabyte, into memory that is given. */
function callsInto(context: Context): (i: number) => Promise<void> {
  const shape = [2 ** 8, 2 ** 9];
  const x = filled(shape, "float32", 0.5);
  const out = filled(shape, "float32", 0);
  return async (i) => {
    const activation = [relu, silu][i % 2] ?? relu;
    await context.run({ activation, pass: i % 4 < 2 ? "forward" : "backward", options: {}, x }, "fast", out);
  };
}

/** Activations and shapes that no earlier call has used. */
function kernels(context: Context): (i: number) => Promise<void> {
  return async (i) => {
    const activation = i % 3 === 0 ? softmax : customActivation(`custom${i}`, (x) => x);
    const x = tensorOf(new Float64Array(8 + (i % 40)), "float32");
    const call = callOf(activation, "forward", { options: completeOptions(activation.definition, {}, x), x });
    const [result] = await context.run(call, i % 2 === 0 ? "fast" : "strict");
    if ((result as Tensor).size !== sizeOf(outputShapeOf(call)))
      throw new Error("the result has a different size");
  };
}

/** Calls whose signal fires while they run. Whether they are answered or rejected is the backend's choice. */
function givenUp(context: Context): (i: number) => Promise<void> {
  const x = filled([2 ** 17], "float32", 0.5);
  return async (i) => {
    const activation = [relu, silu][i % 2] ?? relu;
    const controller = new AbortController();
    const request = requestOf({ activation, pass: "forward", options: {}, x }, "fast");
    context.requireSupport(request);
    const answer = context.execute({ ...request, signal: controller.signal });
    controller.abort();
    await answer.catch(() => {});
  };
}

/** Calls whose inputs nobody else holds, one after the other. */
async function letGo(context: Context, recorder: CheckRecorder): Promise<void> {
  const inputs: WeakRef<Tensor>[] = [];
  for (const activation of [relu, silu, softmax, prelu]) {
    for (const pass of ["forward", "backward"] as const)
      inputs.push(await callOnce(context, activation, pass));
  }
  await collectGarbage();
  const kept = inputs.filter((input) => input.deref() !== undefined).length;
  recorder.expect(
    kept === 0,
    () => `${kept} of ${inputs.length} inputs are still in memory when all calls are answered`,
  );
}

async function callOnce(context: Context, activation: AnyActivation, pass: Pass): Promise<WeakRef<Tensor>> {
  const x = filled([2 ** 12], "float32", 0.5);
  const request = requestOf(
    callOf(activation, pass, { options: completeOptions(activation.definition, {}, x), x }),
    "fast",
  );
  context.requireSupport(request);
  await context.execute(request);
  return new WeakRef(x);
}

function instances(context: Context): (i: number) => Promise<void> {
  const x = filled([2 ** 16], "float32", 0.5);
  return async () => {
    const backend = await requireFactory(context)();
    await context.run({ activation: silu, pass: "forward", options: {}, x }, "fast", undefined, backend);
    await backend.dispose();
  };
}
