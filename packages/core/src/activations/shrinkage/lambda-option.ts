import type { NumberOption } from "../../definition/definition.js";

/** The option `lambda` of the shrinkage functions. */
export const lambdaOption: NumberOption = {
  type: "number",
  default: 0.5,
  tex: "\\lambda",
  description: "Inputs up to this magnitude become 0.",
  accepts: { description: "a finite number of at least 0", test: (value) => value >= 0 && value < Infinity },
  shown: [0, 2],
};
