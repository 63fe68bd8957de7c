import { BackendAnswerError } from "../errors/backend-answer-error.js";
import { show, showShape } from "../errors/print.js";
import { sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import type { Backend, KernelRequest } from "./backend.js";

/** Throws a {@link BackendAnswerError} unless an answer has the tensors that the request asks for. */
export function checkAnswer(backend: Backend, request: KernelRequest, answer: readonly Tensor[]): void {
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
  if (!isRight) throw new BackendAnswerError(backend.name, request.activation.name, wrongIn(request, answer));
}

function wrongIn({ outputs, dtype, shapes }: KernelRequest, answer: readonly Tensor[]): string {
  if (!Array.isArray(answer))
    return `execute() gave ${show(answer)}; it must give a list of one Tensor for each output`;
  if (answer.length !== outputs.length) return `it gave ${answer.length} tensors, not ${outputs.length}`;
  for (const [i, tensor] of answer.entries()) {
    if (!Tensor.isTensor(tensor)) return `result ${i} is ${show(tensor)}, not a tensor`;
    if (tensor.dtype !== dtype) return `result ${i} is ${tensor.dtype}, not ${dtype}`;
    const wanted = outputs[i];
    if (wanted !== undefined && tensor.data !== wanted.data)
      return `result ${i} is not the out that was given`;
    const shape = shapes[i] as readonly number[];
    if (!sameShape(shape, tensor.shape))
      return `result ${i} has shape ${showShape(tensor.shape)}, not ${showShape(shape)}`;
  }
  return "";
}
