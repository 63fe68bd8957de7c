import { ActfnError, type AnyActivation } from "@actfn/core";

/** Thrown when an experiment is given something that it can show nothing of. */
export class ExperimentError extends ActfnError {
  static readonly code = "ACTFN_EXPERIMENT";
  readonly experiment: string;

  constructor(experiment: string, problem: string) {
    super(ExperimentError.code, `lab.${experiment} ${problem}`);
    this.experiment = experiment;
  }
}

/** Refuses an empty list of activations, and those that cannot stand between two layers. */
export function checkPointwise(experiment: string, activations: readonly AnyActivation[]): void {
  checkSome(experiment, "activation", activations, "[relu, gelu]");
  const other = activations.find(({ definition }) => definition.domain.kind !== "pointwise");
  if (other === undefined) return;
  const why = changesShape(other)
    ? "changes the shape of what comes in, and the layers around it would not fit"
    : "sees a whole row of numbers at once, and has no slope at a single one";
  throw new ExperimentError(
    experiment,
    `cannot take ${other.definition.title}: it ${why}. Allowed: pointwise activations, such as relu and gelu.`,
  );
}

/** Refuses activations that give more or fewer numbers than they are given. */
export function checkShapes(experiment: string, activations: readonly AnyActivation[]): void {
  checkSome(experiment, "activation", activations, "[relu, softmax]");
  const other = activations.find(changesShape);
  if (other === undefined) return;
  throw new ExperimentError(
    experiment,
    `cannot take ${other.definition.title}: it changes the shape of what comes in. Allowed: activations that keep it, such as relu and softmax.`,
  );
}

/** Refuses an empty list. */
export function checkSome(
  experiment: string,
  what: string,
  given: readonly unknown[],
  example: string,
): void {
  if (given.length > 0) return;
  throw new ExperimentError(
    experiment,
    `needs at least one ${what} and was given none. Pass a list such as ${example}.`,
  );
}

/** Refuses what is no whole number from 1 up. */
export function checkCount(experiment: string, name: string, given: number): void {
  if (Number.isInteger(given) && given >= 1) return;
  throw new ExperimentError(experiment, `was given ${name}: ${given}; allowed: whole numbers from 1 up.`);
}

function changesShape({ definition: { domain } }: AnyActivation): boolean {
  return domain.kind === "grouped" || (domain.kind === "axis" && domain.reduces === true);
}
