import { ActfnError, type AnyActivation } from "@actfn/core";

/** Thrown if an experiment does not support its arguments. */
export class ExperimentError extends ActfnError {
  static readonly code = "ACTFN_EXPERIMENT";
  readonly experiment: string;

  constructor(experiment: string, problem: string) {
    super(ExperimentError.code, `lab.${experiment} ${problem}`);
    this.experiment = experiment;
  }
}

/** Throws for an empty list of activations, and for activations that cannot be used between two layers. */
export function checkPointwise(experiment: string, activations: readonly AnyActivation[]): void {
  checkSome(experiment, "activation", activations, "[relu, gelu]");
  const other = activations.find(({ definition }) => definition.domain.kind !== "pointwise");
  if (other === undefined) return;
  const why = changesShape(other)
    ? "changes the shape of its input, so the layers around it do not fit"
    : "depends on a whole row of numbers, so it has no slope at a single number";
  throw new ExperimentError(
    experiment,
    `does not support ${other.definition.title}: it ${why}. Allowed: pointwise activations, such as relu and gelu.`,
  );
}

/** Throws for activations that change the number of elements. */
export function checkShapes(experiment: string, activations: readonly AnyActivation[]): void {
  checkSome(experiment, "activation", activations, "[relu, softmax]");
  const other = activations.find(changesShape);
  if (other === undefined) return;
  throw new ExperimentError(
    experiment,
    `does not support ${other.definition.title}: it changes the shape of its input. Allowed: activations that keep the shape, such as relu and softmax.`,
  );
}

/** Throws for an empty list. */
export function checkSome(
  experiment: string,
  what: string,
  given: readonly unknown[],
  example: string,
): void {
  if (given.length > 0) return;
  throw new ExperimentError(
    experiment,
    `requires at least one ${what}; got none. Pass a list such as ${example}.`,
  );
}

/** Throws for a value that is not an integer of at least 1. */
export function checkCount(experiment: string, name: string, given: number): void {
  if (Number.isInteger(given) && given >= 1) return;
  throw new ExperimentError(experiment, `got ${name}: ${given}. Allowed: integers of at least 1.`);
}

function changesShape({ definition: { domain } }: AnyActivation): boolean {
  return domain.kind === "grouped" || (domain.kind === "axis" && domain.reduces === true);
}
