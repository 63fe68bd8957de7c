import { ActfnError, type AnyActivation } from "@actfn/core";

/** Thrown where one curve is wanted of an activation whose numbers depend on one another. */
export class NotPointwiseError extends ActfnError {
  static readonly code = "ACTFN_NOT_POINTWISE";
  readonly given: string;

  constructor({ definition: { name, title, domain } }: AnyActivation) {
    const how =
      domain.kind === "axis" ? "sees a whole row of numbers at once" : "changes the shape of what comes in";
    super(
      NotPointwiseError.code,
      `${title} has no curve of f(x) to lay over others: it ${how}. Allowed: pointwise activations. plot(${name}) draws it by itself.`,
    );
    this.given = name;
  }
}
