import type { Backend, KernelRequest } from "../backend.js";
import { BackendAnswerError } from "../errors/backend-answer-error.js";
import { show, showShape } from "../errors/print.js";
import { sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

/** Throws a {@link BackendAnswerError} unless an answer has the tensors that the request asks for. */
export function checkAnswer(backend: Backend, request: KernelRequest, answer: readonly Tensor[]): void {
  const fail = (detail: string): never => {
    throw new BackendAnswerError(backend.name, request.activation.name, detail);
  };
  if (!Array.isArray(answer)) fail(`it gave ${show(answer)} where an array of tensors belongs`);
  if (answer.length !== request.outputs.length)
    fail(`it gave ${answer.length} tensors, not ${request.outputs.length}`);
  // An index rather than entries(): this runs on every call.
  for (let i = 0; i < answer.length; i++) {
    const tensor = answer[i] as Tensor;
    if (!Tensor.isTensor(tensor)) fail(`result ${i} is ${show(tensor)}, not a tensor`);
    if (tensor.dtype !== request.dtype) fail(`result ${i} is ${tensor.dtype}, not ${request.dtype}`);
    const wanted = request.outputs[i];
    if (wanted !== undefined && tensor.data !== wanted.data)
      fail(`result ${i} is not the out that was given`);
    const shape = request.shapes[i] as readonly number[];
    if (!sameShape(shape, tensor.shape)) {
      fail(`result ${i} has shape ${showShape(tensor.shape)}, not ${showShape(shape)}`);
    }
  }
}
