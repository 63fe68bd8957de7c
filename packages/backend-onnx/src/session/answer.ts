import { type KernelRequest, Tensor, type TensorData } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";

/** Makes an answer of what a session gave, in the tensors that were to be filled where there are any. */
export function answerOf(request: KernelRequest, data: readonly TensorData[]): Tensor[] {
  return data.map((values, i) => {
    const wanted = request.outputs[i];
    if (wanted === undefined) return Tensor.of(request.dtype, request.shapes[i] as readonly number[], values);
    if (wanted.data !== values) wanted.data.set(values);
    return wanted;
  });
}

/**
 * The answer for an input without elements, for which no session needs to run: no numbers, gradients that are empty sums,
 * and for a reduced row what the reference gives an empty one.
 */
export function emptyAnswer(request: KernelRequest): Tensor[] {
  return evaluateRequest(request);
}
