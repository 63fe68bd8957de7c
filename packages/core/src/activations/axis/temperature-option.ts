import type { NumberOption } from "../../definition/definition.js";

/** The option `temperature` of the softmax family. */
export const temperatureOption: NumberOption = {
  type: "number",
  default: 1,
  tex: "T",
  description: "Divides x: above 1 flattens the distribution, below 1 sharpens it.",
  accepts: { description: "a finite number greater than 0", test: (value) => value > 0 && value < Infinity },
  shown: [0.25, 4],
};
