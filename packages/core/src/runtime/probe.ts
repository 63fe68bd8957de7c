import { checkAnswer, isSupported } from "../backend/answer.js";
import type { Backend, KernelRequest, Precision } from "../backend/backend.js";
import { covers, type DeviatingResult, isSelected, statusOf } from "../backend/deviations.js";
import type { AnyActivation } from "../definition/definition.js";
import { resolveOptions } from "../definition/options.js";
import { messageOf, show } from "../errors/print.js";
import { ProbeError } from "../errors/probe-error.js";
import { codecOf } from "../tensor/codec.js";
import type { Tensor } from "../tensor/tensor.js";
import { isAlike, probeCalls } from "./probe-calls.js";
import type { Use } from "./usage-log.js";

/** Tests a backend before it is used. Throws, or rejects, if the backend is not fit. `conformanceProbe` of `@actfn/conformance` makes a thorough one. */
export type Probe = (backend: Backend) => unknown;

/** Runs each activation in use once, so that its kernel is compiled, and with `compare` compares the results with the reference. The signal ends it. */
export async function exercise(
  backend: Backend,
  uses: readonly Use[],
  compare: boolean,
  signal: AbortSignal,
): Promise<void> {
  for (const use of uses) {
    const calls = probeCalls(use);
    for (const { request: small, tag } of compare ? calls : calls.slice(0, 1)) {
      signal.throwIfAborted();
      const request = { ...small, signal };
      const answer = await answerOf(backend, request);
      if (compare && answer !== undefined) await compareWithReference(backend, request, answer, tag);
    }
  }
}

/** An activation as it is called with nothing but its preset options. */
export function useOf({ definition, preset }: AnyActivation, precision: Precision): Use {
  const options = resolveOptions(definition, preset, [1, 1, 1, 12]);
  return { definition, options, pass: "forward", precision, dtype: "float32" };
}

/** The answer to a call; undefined where the backend does not support it. */
async function answerOf(backend: Backend, request: KernelRequest): Promise<readonly Tensor[] | undefined> {
  try {
    if (!isSupported(backend, request, backend.supports(request))) return undefined;
    const answer = await backend.execute(request);
    checkAnswer(backend, request, answer);
    return answer;
  } catch (error) {
    throw new ProbeError(backend.name, `${describe(request)} failed: ${messageOf(error)}`, error);
  }
}

async function compareWithReference(
  backend: Backend,
  request: KernelRequest,
  answer: readonly Tensor[],
  tag: string | undefined,
): Promise<void> {
  // Only here, so that a page that never swaps need not load the interpreter.
  const { evaluateRequest } = await import("../program/evaluate-request.js");
  const expected = evaluateRequest(request);
  const deviations = concerned(backend, request, tag);
  const x = request.inputs[0] as Tensor;
  for (const [result, tensor] of expected.entries()) {
    const found = answer[result] as Tensor;
    const isOfX = result === 0 && tensor.data.length === x.data.length;
    for (let i = 0; i < tensor.data.length; i++) {
      const want = numberAt(tensor, i);
      const got = numberAt(found, i);
      if (isAlike(got, want, request, result)) continue;
      const at = isOfX ? numberAt(x, i) : undefined;
      if (deviations.some((one) => covers(one, { x: at, got, absolute: Math.abs(got - want) }))) continue;
      const where = `${at === undefined ? "" : `x = ${show(at)}, `}result ${result}, element ${i}`;
      throw new ProbeError(
        backend.name,
        `${describe(request)} returned ${show(got)}; the reference returns ${show(want)} (${where}).`,
      );
    }
  }
}

/** What the backend declares of such a call, or may declare: on a code path that nobody has measured, what it declares of others. */
function concerned(
  { declarations, info: { codePath } }: Backend,
  { activation, pass, dtype, precision }: KernelRequest,
  tag: string | undefined,
): DeviatingResult[] {
  const subject = {
    activation: activation.name,
    domain: activation.domain.kind,
    pass,
    dtype,
    precision,
    ...(tag === undefined ? {} : { tag }),
  };
  return (declarations?.deviations ?? []).filter(
    (deviation): deviation is DeviatingResult =>
      deviation.expect === "deviates" &&
      isSelected(deviation.where, subject) &&
      statusOf(deviation, declarations?.measuredOn, codePath) !== "absent",
  );
}

function numberAt({ dtype, data }: Tensor, i: number): number {
  return codecOf(dtype).decode(data[i] as number);
}

function describe({ activation, pass, precision, dtype }: KernelRequest): string {
  return `${activation.name} ${pass}, ${precision}, in ${dtype},`;
}
