import { type Definition, type DType, dtypes, type Pass, type Precision, tensorOptionsOf } from "@actfn/core";
import { didYouMean } from "@actfn/core/checks";
import { ExportError } from "../errors/export-error.js";

/** The allowed values of the fields with choices, the default first. */
export const choices: {
  readonly pass: readonly (Pass | "both")[];
  readonly dtype: readonly DType[];
  readonly precision: readonly Precision[];
} = {
  pass: ["forward", "backward", "both"],
  dtype: dtypes,
  precision: ["fast", "strict"],
};

/**
 * How far a tensor option extends: one number for all, one per channel (axis 1), one per element, or along a list of axes,
 * counted from 0: `[1, 3]` is a shape of `[1, C, 1, W]`.
 */
export type Extent = "scalar" | "channel" | "element" | readonly number[];

/** The extents that are words. */
export const extents: readonly Extract<Extent, string>[] = ["scalar", "channel", "element"];

const known: readonly string[] = [...Object.keys(choices), "options", "rank", "shape", "tensors"];

/** Throws an `ExportError` for an unknown field, and for an invalid value of a field. A field that is undefined counts as absent. */
export function checkAsked(definition: Definition, asked: object): void {
  const refuse = (message: string): never => {
    throw new ExportError(definition.name, message);
  };
  for (const [name, value] of fieldsOf(asked)) {
    if (!known.includes(name))
      refuse(`there is no option ${show(name)}. ${didYouMean(name, known)}The options are ${list(known)}.`);
    const words: readonly string[] | undefined = choices[name as keyof typeof choices];
    if (words !== undefined && !words.includes(value as string))
      refuse(`${name} is ${show(value)}; it must be one of ${list(words)}.`);
  }
  const { tensors = {} } = asked as { readonly tensors?: object };
  const options = tensorOptionsOf(definition).map(([name]) => name);
  for (const [name, value] of fieldsOf(tensors)) {
    if (!options.includes(name)) {
      const there = options.length === 0 ? "It has none" : `Its tensor options are ${list(options)}`;
      refuse(`it has no tensor option ${show(name)}. ${didYouMean(name, options)}${there}.`);
    }
    const isList = Array.isArray(value) && value.every((axis) => Number.isInteger(axis) && axis >= 0);
    if (!isList && !extents.some((extent) => extent === value))
      refuse(
        `the extent of ${name} is ${show(value)}; it must be one of ${list(extents)}, or a list of axes.`,
      );
  }
}

function fieldsOf(given: object): [name: string, value: unknown][] {
  return Object.entries(given).filter(([, value]) => value !== undefined);
}

function list(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(", ");
}

/** A value as text for a message: strings in quotes. */
export function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
