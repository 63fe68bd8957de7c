import { type Definition, type Pass, tensorOptionsOf } from "@actfn/core";
import type { UniformInput } from "@actfn/core/program";

/** The names of a graph's inputs, in the order of a request's: x, the tensor options, and dy for backward. */
export function inputNames(activation: Definition, pass: Pass): string[] {
  return ["x", ...tensorOptionsOf(activation).map(([name]) => name), ...(pass === "backward" ? ["dy"] : [])];
}

/** The names of a graph's outputs, in the order of an answer's: y; or dx and one for each learned option, as `dweight`. */
export function outputNames(activation: Definition, pass: Pass): string[] {
  return pass === "forward" ? ["y"] : ["dx", ...activation.learned.map((name) => `d${name}`)];
}

/** The name of the graph's input for an option that varies from call to call, as it is or rounded in some way. */
export function optionInput({ option, rounding }: UniformInput): string {
  return rounding === "nearest" ? `option_${option}` : `option_${option}_${rounding}`;
}
