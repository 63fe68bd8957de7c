import {
  type AnyActivation,
  type Pass,
  type Precision,
  prelu,
  relu,
  silu,
  sizeOf,
  softmax,
  type Tensor,
} from "@actfn/core";
import { execute } from "../run/backend-calls.js";
import { type Call, filled, outputShapeOf, requestOf } from "../run/call.js";
import { type CheckRecorder, Skipped } from "../run/check-recorder.js";
import { collectGarbage } from "../run/collect-garbage.js";
import type { Context } from "../run/context.js";
import { callOf, completeOptions } from "../subjects/arrange.js";
import { customActivation } from "../subjects/custom.js";
import { supportedCalls } from "../subjects/supported-calls.js";
import { requireFactory } from "./contract.js";
import type { Group } from "./group.js";
import { freshOut } from "./layout/aliasing.js";

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
      start: (context: Context) => Turn,
      turns: number,
    ): Promise<void> =>
      context.check({ group: "memory", tag }, title, async (recorder) => {
        const gauge = gaugeOf();
        const turn = start(context);
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
    await check("calls", "it does not grow with calls into given memory", 48, callsInto, 300);
    await check("kernels", "it does not grow with different activations and options", 64, kernels, 600);
    await check("aborted", "it does not grow with calls that were given up", 48, givenUp, 300);
    await context.check(
      { group: "memory", tag: "inputs" },
      "inputs are not kept after the answer",
      (recorder) => letGo(context, recorder),
    );
    await check("instances", "it does not grow with instances disposed of", 96, instances, 40);
  },
};

/** What is done again and again; `i` counts. */
type Turn = (i: number) => Promise<void>;

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
function callsInto(context: Context): Turn {
  const calls = supportedCalls(context, { activations: [relu, silu], shape: [2 ** 8, 2 ** 9] });
  const outs = calls.map(freshOut);
  return async (i) => {
    const at = i % calls.length;
    await context.run(calls[at] as Call, context.usualPrecision, outs[at]);
  };
}

/** Activations and shapes that no earlier call has used. */
function kernels(context: Context): Turn {
  return async (i) => {
    const activation = i % 3 === 0 ? softmax : customActivation(`custom${i}`, (x) => x);
    const shape = [8 + (i % 40)];
    const calls = supportedCalls(context, { activations: [activation], passes: ["forward"], shape });
    const call = calls[i % calls.length] as Call;
    const { precisions } = context.parts;
    const [result] = await context.run(call, precisions[i % precisions.length] as Precision);
    if ((result as Tensor).size !== sizeOf(outputShapeOf(call)))
      throw new Error("the result has a different size");
  };
}

/** Calls whose signal fires while they run. Whether they are answered or rejected is the backend's choice. */
function givenUp(context: Context): Turn {
  const calls = supportedCalls(context, {
    activations: [relu, silu],
    passes: ["forward"],
    shape: [2 ** 17],
  });
  return async (i) => {
    const request = requestOf(calls[i % calls.length] as Call, context.usualPrecision);
    const controller = new AbortController();
    const answer = execute(context.backend, { ...request, signal: controller.signal });
    controller.abort();
    await answer.catch(() => {});
  };
}

/** Calls whose inputs nobody else holds, one after the other. */
async function letGo(context: Context, recorder: CheckRecorder): Promise<void> {
  const inputs: WeakRef<Tensor>[] = [];
  const activations = [relu, silu, softmax, prelu];
  for (const { activation, pass } of supportedCalls(context, { activations, shape: [4] }))
    inputs.push(await callOnce(context, activation, pass));
  await collectGarbage();
  const kept = inputs.filter((input) => input.deref() !== undefined).length;
  recorder.expect(
    kept === 0,
    () => `${kept} of ${inputs.length} inputs are still in memory when all calls are answered`,
  );
}

async function callOnce(context: Context, activation: AnyActivation, pass: Pass): Promise<WeakRef<Tensor>> {
  const x = filled([2 ** 12], "float32", 0.5);
  const options = completeOptions(activation.definition, {}, x);
  await context.run(callOf(activation, pass, { options, x }), context.usualPrecision);
  return new WeakRef(x);
}

function instances(context: Context): Turn {
  const make = requireFactory(context);
  const [call] = supportedCalls(context, { activations: [silu], passes: ["forward"], shape: [2 ** 16] });
  return async () => {
    const backend = await make();
    await context.run(call, context.usualPrecision, undefined, backend);
    await backend.dispose();
  };
}
