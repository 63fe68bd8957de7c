import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { list } from "../errors/print.js";
import { UnknownOptionError } from "../errors/unknown-option-error.js";
import { resolveAxis } from "../tensor/shape.js";
import type { Definition, OptionSpec, ResolvedOptions } from "./definition.js";

/** Keys that every call takes besides the activation's own options. */
export const callKeys: readonly string[] = ["out", "precision", "signal", "timeout"];

type Given = Readonly<Record<string, unknown>>;
type Values = Record<string, number | string | boolean>;

/** An option that is a tensor. */
export type TensorOptionSpec = Extract<OptionSpec, { readonly type: "tensor" }>;

/** What is looked up on every call, found out once for each definition. */
interface Known {
  readonly names: readonly string[];
  readonly tensors: readonly (readonly [string, TensorOptionSpec])[];
  readonly plain: readonly (readonly [string, OptionSpec])[];
  readonly axis: readonly [string, OptionSpec] | undefined;
  /** Options met lately, each at a place that follows from its values. */
  readonly met: (ResolvedOptions | undefined)[];
  /** What comes of defaults alone, and of defaults with each axis. */
  readonly defaults: ResolvedOptions[];
}

const known = new WeakMap<Definition, Known>();
/** A power of two. */
const PLACES = 256;

function knownOf(definition: Definition): Known {
  const found = known.get(definition);
  if (found !== undefined) return found;
  const entries = Object.entries(definition.options);
  const made: Known = {
    names: entries.map(([name]) => name),
    tensors: entries.filter((entry): entry is [string, TensorOptionSpec] => entry[1].type === "tensor"),
    plain: entries.filter(([, spec]) => spec.type !== "tensor"),
    axis: entries.find(([, spec]) => spec.type === "axis"),
    met: Array<ResolvedOptions | undefined>(PLACES).fill(undefined),
    defaults: [],
  };
  known.set(definition, made);
  return made;
}

/** The options of a definition that are tensors, in its order. */
export function tensorOptionsOf(definition: Definition): readonly (readonly [string, TensorOptionSpec])[] {
  return knownOf(definition).tensors;
}

/**
 * Checks options and fills in defaults. Equal options of one definition give the same object for as long as they are
 * remembered, a few hundred of them. `axis` counts from the start in the result.
 *
 * Throws an `UnknownOptionError`, an `InvalidOptionError` or an `AxisError`.
 */
export function resolveOptions(
  definition: Definition,
  given: Given,
  shape: readonly number[],
): ResolvedOptions {
  const facts = knownOf(definition);
  const { axis } = facts;
  const along =
    axis === undefined ? 0 : resolveAxis(definition.name, given[axis[0]] ?? axis[1].default, shape);
  let isDefault = true;
  for (const name in given) {
    if (name === axis?.[0] || given[name] === undefined || callKeys.includes(name)) continue;
    requireName(definition, facts, name);
    isDefault = false;
  }
  if (!isDefault) return valuesOf(definition, facts, given, along);
  facts.defaults[along] ??= valuesOf(definition, facts, given, along);
  return facts.defaults[along];
}

/** Throws an `UnknownOptionError` for the first option that neither the activation nor a call has. */
export function checkOptionNames(definition: Definition, given: Given): void {
  const facts = knownOf(definition);
  for (const name in given) if (!callKeys.includes(name)) requireName(definition, facts, name);
}

function requireName({ name }: Definition, { names }: Known, option: string): void {
  if (!names.includes(option)) throw new UnknownOptionError(name, option, [...names, ...callKeys]);
}

function valuesOf(definition: Definition, facts: Known, given: Given, axis: number): ResolvedOptions {
  const values: Values = {};
  let hash = 0;
  for (const [name, spec] of facts.plain) {
    const value =
      spec.type === "axis" ? axis : checked(definition.name, name, spec, given[name] ?? spec.default);
    values[name] = value;
    hash = Math.imul(hash, 31) + hashOf(value);
  }
  const place = (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (PLACES - 1);
  const known = facts.met[place];
  if (known !== undefined && areSame(known, values)) return known;
  definition.check?.(values);
  const options = Object.freeze(values);
  facts.met[place] = options;
  return options;
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

function hashOf(value: number | string | boolean): number {
  if (typeof value === "string") return value.length + value.charCodeAt(0);
  double[0] = Number(value);
  return (halves[0] as number) ^ Math.imul(halves[1] as number, 0x85ebca6b);
}

/** Whether two options of one definition are the same, 0 and −0 told apart. */
function areSame(a: ResolvedOptions, b: ResolvedOptions): boolean {
  for (const name in a) if (!Object.is(a[name], b[name])) return false;
  return true;
}

function checked(
  activation: string,
  name: string,
  spec: OptionSpec,
  value: unknown,
): number | string | boolean {
  if (spec.type === "number") {
    const { accepts } = spec;
    if (typeof value === "number" && (accepts === undefined ? Number.isFinite(value) : accepts.test(value)))
      return value;
    throw new InvalidOptionError(activation, name, value, accepts?.description ?? "a finite number");
  }
  if (spec.type === "flag") {
    if (typeof value === "boolean") return value;
    throw new InvalidOptionError(activation, name, value, "true or false");
  }
  if (spec.type === "choice" && typeof value === "string" && spec.choices.includes(value)) return value;
  throw new InvalidOptionError(
    activation,
    name,
    value,
    `one of ${list(spec.type === "choice" ? spec.choices : [])}`,
  );
}
