/** @public */
import { cast } from "../../tensor/cast.js";
import { type TensorLike, tensor } from "../../tensor/from.js";
import { Tensor } from "../../tensor/tensor.js";
import { frelu } from "./frelu.js";
import { type FunnelGradients, type FunnelOptions, funnelCondition } from "./funnel-condition.js";

/** FReLU complete; see {@link funnel}. */
export interface Funnel {
  /** The value. */
  (x: TensorLike, options: FunnelOptions): Promise<Tensor>;
  /** The gradients for x and for kernel, weight and bias. */
  backward(x: TensorLike, dy: TensorLike, options: FunnelOptions): Promise<FunnelGradients>;
}

async function forward(x: TensorLike, options: FunnelOptions): Promise<Tensor> {
  const given = tensor(x);
  return frelu(given, { condition: funnelCondition(given, options).value });
}

async function backward(x: TensorLike, dy: TensorLike, options: FunnelOptions): Promise<FunnelGradients> {
  const given = tensor(x);
  const condition = funnelCondition(given, options);
  const direct = await frelu.backward(given, dy, { condition: condition.value });
  const through = condition.backward(direct.condition);
  return { ...through, x: sum(direct.x, through.x) };
}

function sum(a: Tensor, b: Tensor): Tensor {
  const [p, q] = [cast(a, "float64").data, cast(b, "float64").data];
  return cast(
    new Tensor(
      "float64",
      a.shape,
      p.map((v, i) => v + (q[i] as number)),
    ),
    a.dtype,
  );
}

/**
 * The funnel activation with its layer: f(x) = max(x, T(x)), T the depthwise 3×3 convolution and normalization of
 * {@link funnelCondition}, which core computes; the maximum runs on the registered backend.
 *
 * ```ts
 * const y = await funnel(x, { kernel, weight, bias });
 * const { x: dx, kernel: dkernel, weight: dweight, bias: dbias } = await funnel.backward(x, dy, { kernel, weight, bias });
 * ```
 *
 * Shapes: x (N, C, H, W) or (C, H, W), kernel `[C, 3, 3]` or `[C, 1, 3, 3]`, weight, bias, mean and variance `[C]` or numbers.
 * Throws what {@link funnelCondition} and {@link frelu} throw.
 *
 * Source: Ma, Zhang & Sun 2020.
 */
export const funnel: Funnel = Object.assign(forward, { backward });
