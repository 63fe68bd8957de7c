import type { KernelRequest } from "../backend/backend.js";
import type { TensorData } from "../tensor/dtype.js";
import { Tensor } from "../tensor/tensor.js";
import type { PackedTensor } from "./messages.js";

/** The results of a request as its caller gets them: in the outputs that it has given, or in memory of their own. */
export function unpackAnswer({ dtype, outputs }: KernelRequest, results: readonly PackedTensor[]): Tensor[] {
  return results.map(({ shape, data }, i) => {
    const out = outputs[i];
    if (out === undefined) return Tensor.of(dtype, shape, whole(data));
    out.data.set(data as never);
    return out;
  });
}

/** From another process data comes as a part of the whole message, which it would keep alive. */
function whole(data: TensorData): TensorData {
  return data.byteLength === data.buffer.byteLength ? data : data.slice();
}
