import type { Definition, ResolvedOptions } from "../definition/definition.js";
import type { Expression } from "../expression/expression.js";
import { isComparison } from "../expression/primitives/table.js";
import type { Format } from "../tensor/dtype.js";

/**
 * How an option's number enters a program that computes in float32, where not every double is a number: rounded to the
 * nearest one, to the next one below or above, or as what rounding to the nearest leaves over. In float64 it is itself.
 */
export type Rounding = "nearest" | "down" | "up" | "rest";

/** The values of some number options, by name. */
export type OptionNumbers = Readonly<Record<string, number>>;

/** An input of a kernel that is an option's number, the same for every element of a call. */
export interface UniformInput {
  readonly option: string;
  readonly rounding: Rounding;
}

/**
 * Ends of the ranges of magnitudes that share a kernel; beyond them a value remains a constant, since samples cannot stand
 * for all such values. From 1 and from 2 on errors of a rounded factor or quotient grow beyond what `fast` allows
 * in some activations.
 */
const EDGES = [2 ** -30, 1, 2, 2 ** 30] as const;
/** Binary logarithms of the magnitudes that stand for each range when a kernel is tried. */
const SAMPLED: readonly (readonly number[])[] = [
  [-0.4, -3.4, -1.3, -11.8, -29.7],
  [0.03, 0.71, 0.27, 0.96, 0.52],
  [1.02, 3.4, 1.7, 11.8, 29.7],
];
/** What {@link rangeOf} tells of a value that is a constant of its kernel. */
export const CONSTANT = -1;

/**
 * Which kernel serves an option's value: 0 where it is the default, a number from 1 for each range of magnitudes of either
 * sign, {@link CONSTANT} where the value itself is part of the kernel. It depends on the value alone, so that no result
 * depends on the calls before. 1/2, 1 and 2 are constants: by them expressions are rewritten, and products and quotients
 * with them are exact and keep more digits or cost less.
 */
export function rangeOf(value: number, standard: number): number {
  if (value === standard && Object.is(value, standard)) return 0;
  const size = Math.abs(value);
  if (!(size >= EDGES[0] && size < EDGES[3]) || size === 0.5 || size === 1 || size === 2) return CONSTANT;
  const range = size < EDGES[1] ? 1 : size < EDGES[2] ? 2 : 3;
  return value < 0 ? range + SAMPLED.length : range;
}

/** The options of a definition whose values, among these, are inputs of its kernel. */
export function uniformOptions(definition: Definition, options: ResolvedOptions): string[] {
  return Object.entries(definition.options).flatMap(([name, spec]) => {
    if (spec.type !== "number" || isStructural(definition, name)) return [];
    return rangeOf(options[name] as number, spec.default) > 0 ? [name] : [];
  });
}

/** Whether an option decides the shape of the expressions rather than a number in them. */
export function isStructural({ domain }: Definition, option: string): boolean {
  return domain.kind === "grouped" && domain.parts === option;
}

/** Values of the options within their ranges, at which a kernel is tried; one record without any where none varies. */
export function samplesOf(names: readonly string[], options: ResolvedOptions): OptionNumbers[] {
  const count = names.length === 0 ? 1 : (SAMPLED[0] as readonly number[]).length;
  return Array.from({ length: count }, (_, sample) =>
    Object.fromEntries(
      names.map((name, i) => {
        const value = options[name] as number;
        const logarithms = SAMPLED[rangeOf(Math.abs(value), Number.NaN) - 1] as readonly number[];
        // Each option goes through its values at a pace of its own, so that they meet in several ways.
        const logarithm = logarithms[(sample * (i + 1) + i) % logarithms.length] as number;
        return [name, Math.sign(value) * 2 ** logarithm];
      }),
    ),
  );
}

/** The names under which programs in float32 know an option's number besides its own, where they may need them. */
export function roundedName(option: string, rounding: Rounding): string {
  return rounding === "nearest" ? option : `${option} ${rounding}`;
}

/** The parameters of expressions that are compared, added or subtracted, where a rounded number is not good enough. */
export function exactlyUsed(order: readonly Expression[]): Set<string> {
  const used = new Set<string>();
  const note = (arg: Expression): void => {
    if (arg.kind === "parameter") used.add(arg.name);
    else if (arg.kind === "operation" && arg.op === "neg") note(arg.args[0] as Expression);
  };
  for (const node of order) {
    if (node.kind === "operation" && (isComparison(node.op) || sums.has(node.op))) node.args.forEach(note);
  }
  return used;
}

const sums: ReadonlySet<string> = new Set(["add", "sub", "min", "max"]);

/** The number that a program of a format reads from a uniform input. */
export function uniformValue(
  { option, rounding }: UniformInput,
  options: ResolvedOptions,
  format: Format,
): number {
  const value = options[option] as number;
  return format === "float64" ? value : toFloat32(value, rounding);
}

/** A double as a float32. */
export function toFloat32(value: number, rounding: Rounding): number {
  const nearest = Math.fround(value);
  switch (rounding) {
    case "nearest":
      return nearest;
    case "down":
      return nearest > value ? -above(-nearest) : nearest;
    case "up":
      return nearest < value ? above(nearest) : nearest;
    case "rest":
      return Number.isFinite(nearest) ? Math.fround(value - nearest) : 0;
  }
}

const float32 = new Float32Array(1);
const word = new Int32Array(float32.buffer);

/** The next float32 above one that is not Infinity. */
function above(value: number): number {
  if (value === 0) return 2 ** -149;
  float32[0] = value;
  word[0] = (word[0] as number) + (value > 0 ? 1 : -1);
  return float32[0];
}
