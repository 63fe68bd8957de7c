import {
  type CacheStats,
  contractVersion,
  createRuntime,
  type KernelRequest,
  type Tensor,
} from "@actfn/core";
import { firstDifference } from "../numbers/bits.js";
import { execute, executeSync, hear, requireSupport } from "../run/backend-calls.js";
import { requestOf } from "../run/call.js";
import { type CheckRecorder, Skipped } from "../run/check-recorder.js";
import type { Context } from "../run/context.js";
import { arrange, callOf } from "../subjects/arrange.js";
import { tensorOf } from "../subjects/values.js";
import type { Group } from "./group.js";

const values = [-2.5, -1, -0.25, 0, 0.5, 1, 3];

/** Whether the backend has the form of one, and its answers have the form that the contract tells. */
export const contract: Group = {
  id: "contract",
  guarantee:
    "The backend has all members of the contract, supports what it claims to support, and returns results in the form of the contract.",
  run: async (context) => {
    await checkForm(context);
    for (const { activation, pass, dtype, precision, subject } of context.each("contract")) {
      const call = callOf(activation, pass, arrange(activation, tensorOf(values, dtype)));
      await context.check(
        subject,
        "supports() answers, and what it supports has the right form",
        async (recorder) => {
          const request = requestOf(call, precision);
          requireSupport(context.backend, request);
          const answer = await execute(context.backend, request);
          checkSync(context, answer, request, recorder);
          checkExplanation(context, request, recorder);
        },
      );
    }
  },
};

async function checkForm(context: Context): Promise<void> {
  const { backend } = context;
  await context.check({ group: "contract", tag: "form" }, "a runtime accepts it", (recorder) => {
    createRuntime({ backends: [backend] });
    recorder.expect(
      backend.contract === contractVersion,
      () => `contract is ${String(backend.contract)}, not ${contractVersion}`,
    );
    recorder.expect(
      typeof backend.name === "string" && /^[a-z][a-z0-9-]*$/.test(backend.name),
      () => `name is ${JSON.stringify(backend.name)}; it is a short lower-case name`,
    );
    const { version, runtime, device, threads, native } = backend.info;
    for (const [key, text] of Object.entries({ version, runtime, device })) {
      recorder.expect(typeof text === "string" && text !== "", () => `info.${key} is not a text`);
    }
    recorder.expect(
      Number.isInteger(threads) && threads >= 1,
      () => `info.threads is ${String(threads)}; it counts threads`,
    );
    recorder.expect(Array.isArray(native), () => "info.native is not a list of names");
    if (backend.cache === undefined) return;
    const stats: unknown = hear(backend.cache());
    for (const key of ["hits", "misses", "size"] as const) {
      const value: unknown = (stats as Partial<CacheStats> | undefined)?.[key];
      recorder.expect(
        Number.isInteger(value),
        () => `cache() gives ${key} ${JSON.stringify(value)}; it is a count`,
      );
    }
  });
}

function checkSync(
  { backend }: Context,
  answer: readonly Tensor[],
  request: KernelRequest,
  recorder: CheckRecorder,
): void {
  for (const [i, tensor] of (executeSync(backend, request) ?? []).entries()) {
    const at = firstDifference(tensor.data, (answer[i] as Tensor).data);
    recorder.expect(
      at === -1,
      () => `executeSync() gives ${tensor.data[at]} where execute() gives ${answer[i]?.data[at]}`,
    );
  }
}

function checkExplanation({ backend }: Context, request: KernelRequest, recorder: CheckRecorder): void {
  if (backend.explain === undefined) return;
  const explanation: unknown = hear(backend.explain(request));
  const { arithmetic, reason } = (explanation ?? {}) as Partial<Record<string, unknown>>;
  recorder.expect(
    arithmetic === "float32" || arithmetic === "float64",
    () => `explain() gives arithmetic ${JSON.stringify(arithmetic)}; it is "float32" or "float64"`,
  );
  recorder.expect(
    typeof reason === "string" && reason !== "",
    () => `explain() gives reason ${JSON.stringify(reason)}; it is a sentence`,
  );
}

/** Throws {@link Skipped} unless the run can make further instances of the backend. */
export function requireFactory(context: Context): () => Promise<Context["backend"]> {
  const { make } = context.parts;
  if (make === undefined)
    throw new Skipped("requires separate instances: pass a factory to checkBackend instead of a backend");
  return make;
}
