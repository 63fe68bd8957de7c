import type { ChoiceOption } from "../../definition/definition.js";

/** What backward gives for a function whose derivative is 0 wherever it has one. */
export type StepGradient = "zero" | "straightThrough";

/** The option `gradient` of piecewise constant activations. */
export const stepGradientOption: ChoiceOption<StepGradient> = {
  type: "choice",
  default: "zero",
  choices: ["zero", "straightThrough"],
  description: "The derivative, which is 0, or that of the identity, so that layers before it still learn.",
};
