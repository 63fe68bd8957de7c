import {
  ActfnError,
  type AnyActivation,
  type Backend,
  createRuntime,
  gelu,
  leakyRelu,
  prelu,
  type Runtime,
  relu,
  softmax,
  type Tensor,
} from "@actfn/core";
import { supportOf } from "../run/backend-calls.js";
import { type Call, requestOf } from "../run/call.js";
import type { CheckRecorder } from "../run/check-recorder.js";
import type { Context } from "../run/context.js";
import { supportedCalls } from "../subjects/supported-calls.js";
import { tensorOf } from "../subjects/values.js";
import type { Group } from "./group.js";

interface Mistake {
  readonly tag: string;
  readonly activation: AnyActivation;
  readonly x: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly code: string;
}

const two = new Float32Array([1, 2]);

const mistakes: readonly Mistake[] = [
  { tag: "ragged", activation: relu, x: [[1, 2], [3]], code: "ACTFN_SHAPE" },
  { tag: "bigint", activation: relu, x: [1n], code: "ACTFN_DTYPE" },
  { tag: "integers", activation: relu, x: new Int32Array(2), code: "ACTFN_DTYPE" },
  {
    tag: "unknown option",
    activation: gelu,
    x: two,
    options: { aproximate: "tanh" },
    code: "ACTFN_UNKNOWN_OPTION",
  },
  { tag: "choice", activation: gelu, x: two, options: { approximate: "erf" }, code: "ACTFN_INVALID_OPTION" },
  {
    tag: "number",
    activation: leakyRelu,
    x: two,
    options: { negativeSlope: Number.NaN },
    code: "ACTFN_INVALID_OPTION",
  },
  { tag: "axis", activation: softmax, x: two, options: { axis: 1 }, code: "ACTFN_AXIS" },
  {
    tag: "tensor shape",
    activation: prelu,
    x: two,
    options: { weight: new Float32Array(3) },
    code: "ACTFN_SHAPE",
  },
  {
    tag: "mixed dtypes",
    activation: prelu,
    x: two,
    options: { weight: new Float64Array(2) },
    code: "ACTFN_DTYPE",
  },
  { tag: "out size", activation: relu, x: two, options: { out: new Float32Array(3) }, code: "ACTFN_SHAPE" },
  {
    tag: "out overlap",
    activation: relu,
    x: new Float32Array(two.buffer, 0, 1),
    options: { out: new Float32Array(two.buffer, 0, 2) },
    code: "ACTFN_SHAPE",
  },
];

/** Bad input, through a runtime as users meet it. */
export const errors: Group = {
  id: "errors",
  guarantee: "Bad input gives a typed error and does not reach the backend. The next call is correct.",
  run: async (context) => {
    for (const { tag, activation, x, options, code } of mistakes) {
      await context.check(
        { group: "errors", tag },
        `${tag}: a typed error, then a right answer`,
        async (recorder) => {
          const { runtime, seen } = runtimeOf(context);
          const error = await errorOf(runtime, activation, x, options);
          recorder.expect(
            ActfnError.isInstance(error) && error.code === code,
            () => `gives ${String(error ?? "an answer")}, not ${code}`,
          );
          recorder.expect(seen.length === 0, () => "the call reached the backend");
          await checkNext(context, recorder, runtime);
        },
      );
    }
    await context.check(
      { group: "errors", tag: "abort" },
      "a signal that has fired rejects the call with its reason",
      async (recorder) => {
        const signal = AbortSignal.abort("enough");
        const error = await errorOf(runtimeOf(context).runtime, relu, two, { signal });
        recorder.expect(error === "enough", () => `gives ${String(error ?? "an answer")}`);
      },
    );
    await context.check(
      { group: "errors", tag: "supports" },
      "supports() has no side effects",
      (recorder) => {
        const x = tensorOf([-1, 2], "float32");
        const out = tensorOf([7, 7], "float32");
        const request = requestOf({ activation: relu, pass: "forward", options: {}, x }, "fast", out);
        for (let i = 0; i < 100; i++) supportOf(context.backend, request);
        recorder.expect(
          [...out.data, ...x.data].join() === "7,7,-1,2",
          () => "supports() has written to a tensor",
        );
      },
    );
  },
};

/** A runtime of the backend, with the names of the activations that have reached it. */
function runtimeOf({ backend, usualPrecision }: Context): {
  readonly runtime: Runtime;
  readonly seen: readonly string[];
} {
  const seen: string[] = [];
  return { runtime: createRuntime({ backends: spied(backend, seen), precision: usualPrecision }), seen };
}

/** The call after a mistake, of relu where the backend supports it. */
async function checkNext(context: Context, recorder: CheckRecorder, runtime: Runtime): Promise<void> {
  const wanted = { activations: [relu], passes: ["forward"], shape: [2] } as const;
  const [{ activation, options }] = supportedCalls(context, wanted);
  const call: Call = { activation, pass: "forward", options, x: tensorOf([-1, 2], "float32") };
  const answer = (await runtime.forward(activation, call.x, options)) as Tensor;
  context.judge(recorder, { group: "errors", precision: context.usualPrecision }, call, [answer]);
}

/** The same backend, with a note of each call that reaches it. */
function spied(backend: Backend, seen: string[]): Backend {
  const { contract, name, info } = backend;
  return {
    contract,
    name,
    info,
    supports: (request) => supportOf(backend, request),
    execute: (request) => {
      seen.push(request.activation.name);
      return backend.execute(request);
    },
    dispose: () => backend.dispose(),
  };
}

async function errorOf(
  runtime: Runtime,
  activation: AnyActivation,
  x: unknown,
  options = {},
): Promise<unknown> {
  try {
    await runtime.forward(activation, x, options);
  } catch (error) {
    return error;
  }
  return undefined;
}
