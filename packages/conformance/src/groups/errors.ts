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
} from "@actfn/core";
import { requestOf } from "../run/call.js";
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
    const seen: string[] = [];
    const runtime = createRuntime({ backends: [spied(context.backend, seen)] });
    for (const { tag, activation, x, options, code } of mistakes) {
      await context.check(
        { group: "errors", tag },
        `${tag}: a typed error, then a right answer`,
        async (recorder) => {
          seen.length = 0;
          const error = await errorOf(runtime, activation, x, options);
          recorder.expect(
            ActfnError.isInstance(error) && error.code === code,
            () => `gives ${String(error ?? "an answer")}, not ${code}`,
          );
          recorder.expect(seen.length === 0, () => "the call reached the backend");
          const answer = await runtime.forward(relu, new Float32Array([-1, 2]));
          recorder.expect(
            String(answer) === "0,2",
            () => `the next call, relu([-1, 2]), gives [${String(answer)}]`,
          );
        },
      );
    }
    await context.check(
      { group: "errors", tag: "abort" },
      "a signal that has fired rejects the call with its reason",
      async (recorder) => {
        const signal = AbortSignal.abort("enough");
        const error = await errorOf(runtime, relu, two, { signal });
        recorder.expect(error === "enough", () => `gives ${String(error ?? "an answer")}`);
      },
    );
    await context.check(
      { group: "errors", tag: "supports" },
      "supports() has no side effects",
      (recorder) => {
        const x = tensorOf([-1, 2], "float32");
        const out = tensorOf([7, 7], "float32");
        for (let i = 0; i < 100; i++)
          context.backend.supports(
            requestOf({ activation: relu, pass: "forward", options: {}, x }, "fast", out),
          );
        recorder.expect(
          [...out.data, ...x.data].join() === "7,7,-1,2",
          () => "supports() has written to a tensor",
        );
      },
    );
  },
};

/** The same backend, with a note of each call that reaches it. */
function spied(backend: Backend, seen: string[]): Backend {
  const { contract, name, info } = backend;
  return {
    contract,
    name,
    info,
    supports: (request) => backend.supports(request),
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
