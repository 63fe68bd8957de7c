import { type AnyActivation, Tensor } from "@actfn/core";
import { activationBundle } from "./activation.js";
import { registerRenderer } from "./bundle.js";
import { conformanceBundle, isConformanceReport } from "./conformance.js";
import { tensorBundle } from "./tensor.js";

let isInstalled = false;

/** Teaches `display` the values of @actfn/core, tensors and activations, and the reports of @actfn/conformance. */
export function installRenderers(): void {
  if (isInstalled) return;
  isInstalled = true;
  registerRenderer((value) => {
    if (Tensor.isTensor(value)) return tensorBundle(value);
    if (isConformanceReport(value)) return conformanceBundle(value);
    return isActivation(value) ? activationBundle(value) : undefined;
  });
}

function isActivation(value: unknown): value is AnyActivation {
  if (typeof value !== "function" || !("definition" in value) || !("preset" in value)) return false;
  const { definition } = value as unknown as AnyActivation;
  return typeof definition === "object" && definition !== null && "expression" in definition;
}
