import { type Alignment, type Geometry, type KernelRequest, optionAlignment } from "@actfn/core";
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
  { access, part, parts, option }: KernelInput | KernelOutput,
  request: KernelRequest,
  { outer, length, inner }: Geometry,
): Pattern {
  if (access === "uniform") return ONE;
  if (access === "broadcast") {
    const aligned = optionAlignment(request, option);
    if (aligned.count === 1) return ONE;
    if (aligned.repeat === 1 && aligned.count === outer * length * inner) return PLAIN;
    return { kind: "repeated", ...aligned };
  }
  return parts === 1 ? PLAIN : { kind: "part", block: length * inner, part, parts };
}
