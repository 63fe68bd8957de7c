import { type Definition, type Pass, tensorOptionsOf } from "@actfn/core";
import type { UniformInput } from "@actfn/core/program";

/** The names of a graph's inputs, in the order of the request: x, the tensor options, and dy for backward. */
export function inputNames(activation: Definition, pass: Pass): string[] {
  return ["x", ...tensorOptionsOf(activation).map(([name]) => name), ...(pass === "backward" ? ["dy"] : [])];
}

/**
 * The names of a graph's outputs, in the order of the results: y, or dx and the gradient for each learned option, such as
 * `dweight`.
 */
export function outputNames(activation: Definition, pass: Pass): string[] {
  return pass === "forward" ? ["y"] : ["dx", ...activation.learned.map((name) => `d${name}`)];
}

/** The name of the graph's input for an option that varies, unchanged or rounded in some way. */
export function optionInput({ option, rounding }: UniformInput): string {
  return rounding === "nearest" ? `option_${option}` : `option_${option}_${rounding}`;
}
