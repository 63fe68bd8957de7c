import { ActfnError } from "@actfn/core";

/** Thrown if none of the requested execution providers is available. */
export class ProviderError extends ActfnError {
  static readonly code = "ACTFN_ONNX_PROVIDER";
  readonly requested: readonly string[];

  constructor(
    requested: readonly string[],
    {
      description,
      providers,
    }: { readonly description: string; readonly providers: readonly string[] | undefined },
    reasons: readonly string[],
    cause?: unknown,
  ) {
    const builtIn =
      providers === undefined
        ? ""
        : `The built-in ones are ${providers.map((name) => `"${name}"`).join(", ")}. `;
    super(
      ProviderError.code,
      `${description} has no execution provider ${requested.map((name) => `"${name}"`).join(" or ")} on this machine (${reasons.join("; ")}). ${builtIn}Request another one, or a list, of which the first available one is used: { executionProviders: ["${requested[0]}", "cpu"] }.`,
      cause,
    );
    this.requested = requested;
  }
}
