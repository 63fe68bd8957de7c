import { type Alignment, alignmentOf, type Geometry, type KernelRequest, type Tensor } from "@actfn/core";
import type { KernelInput, KernelOutput } from "@actfn/core/program";

/** How an input or output of a kernel lies in its tensor, seen from the elements in their order. */
export type Pattern =
  /** Element e is number e. */
  | { readonly kind: "plain" }
  /** One number for all elements. */
  | { readonly kind: "one" }
  /** Element e is number floor(e / repeat) mod count, behind what the outer runs add. */
  | ({ readonly kind: "repeated" } & Alignment)
  /** Element e lies in part `part` of `parts` of its block of `block` elements a part. */
  | { readonly kind: "part"; readonly block: number; readonly part: number; readonly parts: number };

export const PLAIN: Pattern = { kind: "plain" };
const ONE: Pattern = { kind: "one" };

/** The pattern of a kernel's elementwise input or output. */
export function patternOf(
  { access, part, parts, tensor }: KernelInput | KernelOutput,
  request: KernelRequest,
  { outer, length, inner }: Geometry,
): Pattern {
  if (access === "uniform") return ONE;
  if (access === "broadcast") {
    const aligned = alignment(request, tensor);
    if (aligned.count === 1) return ONE;
    if (aligned.repeat === 1 && aligned.count === outer * length * inner) return PLAIN;
    return { kind: "repeated", ...aligned };
  }
  return parts === 1 ? PLAIN : { kind: "part", block: length * inner, part, parts };
}

/** How the request's tensor option number `tensor` lies along the elements. */
export function alignment({ activation, inputs }: KernelRequest, tensor: number): Alignment {
  let seen = 0;
  for (const name in activation.options) {
    const spec = activation.options[name];
    if (spec?.type === "tensor" && ++seen === tensor) {
      const shape = (inputs[tensor] as Tensor).shape;
      const x = (inputs[0] as Tensor).shape;
      return alignmentOf(activation.name, name, shape, x, spec.channel === true);
    }
  }
  throw new RangeError(`${activation.name} has no tensor option number ${tensor}.`);
}
