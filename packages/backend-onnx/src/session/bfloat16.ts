import { cast, type KernelRequest, Tensor } from "@actfn/core";

/**
 * A bfloat16 request as a float32 request. float32 represents every bfloat16, and ONNX Runtime has no bfloat16 tensors in
 * JavaScript. {@link narrowed} rounds the results.
 */
export function widened(request: KernelRequest): KernelRequest {
  return {
    ...request,
    dtype: "float32",
    inputs: request.inputs.map((tensor) => cast(tensor, "float32")),
    outputs: request.outputs.map(() => undefined),
  };
}

/** The results of a widened request, each number rounded once to bfloat16, in the given output tensors if there are any. */
export function narrowed(request: KernelRequest, answer: readonly Tensor[]): Tensor[] {
  return answer.map((tensor, i) => {
    const { data, shape } = cast(tensor, "bfloat16");
    const wanted = request.outputs[i];
    if (wanted === undefined) return Tensor.of("bfloat16", shape, data);
    (wanted.data as Uint16Array).set(data);
    return wanted;
  });
}
