import { cast, type KernelRequest, Tensor } from "@actfn/core";

/**
 * A request in bfloat16 as one in float32, which holds every bfloat16. ONNX Runtime has no bfloat16 tensors in JavaScript;
 * the results are rounded by {@link narrowed}.
 */
export function widened(request: KernelRequest): KernelRequest {
  return {
    ...request,
    dtype: "float32",
    inputs: request.inputs.map((tensor) => cast(tensor, "float32")),
    outputs: request.outputs.map(() => undefined),
  };
}

/** The answer to a widened request, each number rounded once to bfloat16, in the tensors that were to be filled where there are any. */
export function narrowed(request: KernelRequest, answer: readonly Tensor[]): Tensor[] {
  return answer.map((tensor, i) => {
    const { data, shape } = cast(tensor, "bfloat16");
    const wanted = request.outputs[i];
    if (wanted === undefined) return Tensor.of("bfloat16", shape, data);
    (wanted.data as Uint16Array).set(data);
    return wanted;
  });
}
