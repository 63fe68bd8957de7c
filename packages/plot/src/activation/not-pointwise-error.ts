import { ActfnError, type AnyActivation } from "@actfn/core";

/** Thrown if a plot of one curve is requested for an activation that is not pointwise. */
export class NotPointwiseError extends ActfnError {
  static readonly code = "ACTFN_NOT_POINTWISE";
  readonly given: string;

  constructor({ definition: { name, title, domain } }: AnyActivation) {
    const how =
      domain.kind === "axis" ? "depends on a whole row of numbers" : "changes the shape of its input";
    super(
      NotPointwiseError.code,
      `${title} has no curve f(x): it ${how}. It must be a pointwise activation. Use plot(${name}) instead.`,
    );
    this.given = name;
  }
}
