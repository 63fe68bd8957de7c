import { allocate, type KernelRequest, sizeOf, Tensor, type TensorData } from "@actfn/core";

/** Makes an answer of what a session gave, in the tensors that were to be filled where there are any. */
export function answerOf(request: KernelRequest, data: readonly TensorData[]): Tensor[] {
  return data.map((values, i) => {
    const wanted = request.outputs[i];
    if (wanted === undefined) return Tensor.of(request.dtype, request.shapes[i] as readonly number[], values);
    if (wanted.data !== values) wanted.data.set(values);
    return wanted;
  });
}

/** The answer for an input without elements, for which nothing needs to run: no numbers, and gradients that are empty sums. */
export function emptyAnswer(request: KernelRequest): Tensor[] {
  const data = request.shapes.map((shape) => allocate(request.dtype, sizeOf(shape)));
  return answerOf(request, data);
}
