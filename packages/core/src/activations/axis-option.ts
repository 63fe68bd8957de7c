import type { AxisOption } from "../definition/definition.js";

/** The option `axis` as nearly every activation along an axis has it: the last axis unless told otherwise. */
export const lastAxis: AxisOption = {
  type: "axis",
  default: -1,
  description: "The axis along which numbers meet; counts from the end where negative.",
};
