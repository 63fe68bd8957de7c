import { type KernelRequest, Tensor, type TensorData } from "@actfn/core";
import { evaluateRequest } from "@actfn/core/program";

/** Makes the results from those of a session, in the given output tensors if there are any. */
export function answerOf(request: KernelRequest, data: readonly TensorData[]): Tensor[] {
  return data.map((values, i) => {
    const wanted = request.outputs[i];
    if (wanted === undefined) return Tensor.of(request.dtype, request.shapes[i] as readonly number[], values);
    if (wanted.data !== values) wanted.data.set(values);
    return wanted;
  });
}

/**
 * The results for an input without elements, which needs no session: no numbers, gradients that are empty sums, and the results
 * of the reference for an empty row.
 */
export function emptyAnswer(request: KernelRequest): Tensor[] {
  return evaluateRequest(request);
}
