import { ActfnError } from "@actfn/core";

/** Thrown when none of the execution providers asked for can be had. */
export class ProviderError extends ActfnError {
  static readonly code = "ACTFN_ONNX_PROVIDER";
  readonly requested: readonly string[];

  constructor(requested: readonly string[], runtime: string, reasons: readonly string[], cause?: unknown) {
    super(
      ProviderError.code,
      `${runtime} has no execution provider ${requested.map((name) => `"${name}"`).join(" or ")} here (${reasons.join("; ")}). Name one that is there, or a list to take the first that is: { executionProviders: ["${requested[0]}", "cpu"] }.`,
      cause,
    );
    this.requested = requested;
  }
}
