import type { NumberOption } from "../../definition/definition.js";

/** The option `alpha` of ISRU and ISRLU. */
export const isruAlpha: NumberOption = {
  type: "number",
  default: 1,
  tex: "\\alpha",
  description: "The bounded side tends to 1/√alpha in magnitude.",
  accepts: { description: "a finite number greater than 0", test: (value) => value > 0 && value < Infinity },
  shown: [0.25, 4],
};
