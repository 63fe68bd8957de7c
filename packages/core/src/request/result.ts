import type { KernelRequest } from "../backend/backend.js";
import { Tensor } from "../tensor/tensor.js";

/** Gives results the form of x: a typed array for a typed array, otherwise a tensor; a record where options are learned. */
export function resultOf(request: KernelRequest, x: unknown, answer: readonly Tensor[]): unknown {
  const first = answer[0] as Tensor;
  const plain = !Tensor.isTensor(x) && ArrayBuffer.isView(x) ? first.data : first;
  const { learned } = request.activation;
  if (request.pass === "forward" || learned.length === 0) return plain;
  const gradients: Record<string, unknown> = { x: plain };
  for (const [i, name] of learned.entries()) gradients[name] = answer[i + 1];
  return gradients;
}
