import { BackendAnswerError } from "../errors/backend-answer-error.js";
import { show, showShape } from "../errors/print.js";
import { sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import type { Backend, KernelRequest, Support } from "./backend.js";

/** The methods of a backend that return results. */
type Method = "execute" | "executeSync";

/** Throws a {@link BackendAnswerError} unless the results are the tensors that the request asks for. */
export function checkAnswer(
  backend: Backend,
  request: KernelRequest,
  answer: readonly Tensor[],
  method: Method = "execute",
): void {
  const { outputs, dtype, shapes } = request;
  // No iterator and no object: this runs on every call.
  let isRight = Array.isArray(answer) && answer.length === outputs.length;
  for (let i = 0; isRight && i < answer.length; i++) {
    const tensor = answer[i] as Tensor;
    const wanted = outputs[i];
    isRight =
      Tensor.isTensor(tensor) &&
      tensor.dtype === dtype &&
      (wanted === undefined || tensor.data === wanted.data) &&
      sameShape(shapes[i] as readonly number[], tensor.shape);
  }
  if (isRight) return;
  throw wrongAnswer(backend, request, answerProblem(request, answer, method));
}

/**
 * Whether a backend supports a request, by what its `supports` returned. Throws a {@link BackendAnswerError} if that is not a
 * {@link Support}.
 */
export function isSupported(
  backend: Backend,
  request: KernelRequest,
  support: Support,
): support is Exclude<Support, { readonly status: "unsupported" }> {
  const status: unknown = support?.status;
  if (status === "lowered" || status === "native") return true;
  const problem = supportProblem(support);
  if (problem !== undefined) throw wrongAnswer(backend, request, problem);
  return false;
}

/** What is wrong with what `execute` or `executeSync` returned for a request, as a clause; undefined if nothing is. */
export function answerProblem(
  { outputs, dtype, shapes }: KernelRequest,
  answer: unknown,
  method: Method = "execute",
): string | undefined {
  if (!Array.isArray(answer))
    return `${method}() returned ${show(answer)}; it must return an array with one Tensor for each output`;
  if (answer.length !== outputs.length)
    return `${method}() returned ${answer.length} tensors, not ${outputs.length}`;
  for (const [i, tensor] of (answer as unknown[]).entries()) {
    if (!Tensor.isTensor(tensor))
      return `result ${i} is ${show(tensor)}, not a Tensor; make it with new Tensor(dtype, shape, data) of @actfn/core`;
    if (tensor.dtype !== dtype) return `result ${i} is ${tensor.dtype}, not ${dtype}`;
    const wanted = outputs[i];
    if (wanted !== undefined && tensor.data !== wanted.data)
      return `result ${i} is not the out that was given`;
    const shape = shapes[i] as readonly number[];
    if (!sameShape(shape, tensor.shape))
      return `result ${i} has shape ${showShape(tensor.shape)}, not ${showShape(shape)}`;
  }
  return undefined;
}

/** What is wrong with what `supports` returned, as a clause; undefined if nothing is. */
export function supportProblem(support: unknown): string | undefined {
  const allowed =
    'it must return { status: "native" }, { status: "lowered" }, or { status: "unsupported", reason: "…" }';
  if (typeof support !== "object" || support === null)
    return `supports() returned ${show(support)}; ${allowed}`;
  const { status, reason } = support as { readonly status?: unknown; readonly reason?: unknown };
  if (status === "native" || status === "lowered") return undefined;
  if (status !== "unsupported")
    return `supports() returned ${support instanceof Promise ? "a promise" : `status ${show(status)}`}; ${allowed}`;
  if (typeof reason === "string" && reason !== "") return undefined;
  return `supports() returned "unsupported" with the reason ${show(reason)}; say in a sentence why the backend cannot`;
}

function wrongAnswer(backend: Backend, { activation }: KernelRequest, problem = ""): BackendAnswerError {
  return new BackendAnswerError(backend.name, activation.name, problem);
}
