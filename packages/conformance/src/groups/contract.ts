import { contractVersion, createRuntime, sameShape, type Tensor } from "@actfn/core";
import { firstDifference } from "../numbers/bits.js";
import { outputShapeOf, requestOf } from "../run/call.js";
import { Skipped, Unsupported } from "../run/check-recorder.js";
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
          const support = context.backend.supports(request);
          recorder.expect(
            ["native", "lowered", "unsupported"].includes(support.status),
            () =>
              `supports() answers status ${JSON.stringify(support.status)}; it is one of "native", "lowered", "unsupported"`,
          );
          if (support.status === "unsupported") {
            recorder.expect(
              typeof support.reason === "string" && support.reason !== "",
              () => "supports() gives no reason for unsupported",
            );
            throw new Unsupported(`the backend does not support it: ${support.reason}`);
          }
          const answer = await context.execute(request);
          const shapes =
            pass === "forward"
              ? [outputShapeOf(call)]
              : request.outputs.map((_, i) => (i === 0 ? call.x.shape : undefined));
          recorder.expect(
            answer.length === shapes.length,
            () => `it answered ${answer.length} tensors, not ${shapes.length}`,
          );
          for (const [i, tensor] of answer.entries()) {
            recorder.expect(tensor.dtype === dtype, () => `result ${i} is ${tensor.dtype}, not ${dtype}`);
            const shape = shapes[i];
            recorder.expect(
              shape === undefined || sameShape(tensor.shape, shape),
              () => `result ${i} has shape [${tensor.shape}], not [${shape}]`,
            );
          }
          checkSync(context, answer, request, recorder.expect.bind(recorder));
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
      /^[a-z][a-z0-9-]*$/.test(backend.name),
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
  });
}

function checkSync(
  { backend }: Context,
  answer: readonly Tensor[],
  request: Parameters<NonNullable<Context["backend"]["executeSync"]>>[0],
  expect: (condition: boolean, message: () => string) => void,
): void {
  if (backend.executeSync === undefined) return;
  const atOnce: unknown = backend.executeSync(request);
  expect(
    Array.isArray(atOnce),
    () => `executeSync() gave ${String(atOnce)}; it must give what execute() gives`,
  );
  for (const [i, tensor] of (atOnce as Tensor[]).entries()) {
    const at = firstDifference(tensor.data, (answer[i] as Tensor).data);
    expect(
      at === -1,
      () => `executeSync() gives ${tensor.data[at]} where execute() gives ${answer[i]?.data[at]}`,
    );
  }
}

/** Throws {@link Skipped} unless the run can make further instances of the backend. */
export function requireFactory(context: Context): () => Promise<Context["backend"]> {
  const { make } = context.parts;
  if (make === undefined)
    throw new Skipped("requires separate instances: pass a factory to checkBackend instead of a backend");
  return make;
}
