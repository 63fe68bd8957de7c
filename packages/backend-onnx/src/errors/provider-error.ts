import { ActfnError } from "@actfn/core";

/** Thrown if none of the requested execution providers is available. */
export class ProviderError extends ActfnError {
  static readonly code = "ACTFN_ONNX_PROVIDER";
  readonly requested: readonly string[];

  constructor(requested: readonly string[], runtime: string, reasons: readonly string[], cause?: unknown) {
    super(
      ProviderError.code,
      `${runtime} has no execution provider ${requested.map((name) => `"${name}"`).join(" or ")} on this machine (${reasons.join("; ")}). Request an available one, or a list, of which the first available one is used: { executionProviders: ["${requested[0]}", "cpu"] }.`,
      cause,
    );
    this.requested = requested;
  }
}
