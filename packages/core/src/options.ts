import type { Definition, OptionSpec, ResolvedOptions } from "./definition.js";
import { InvalidOptionError } from "./errors/invalid-option-error.js";
import { list } from "./errors/print.js";
import { UnknownOptionError } from "./errors/unknown-option-error.js";
import { resolveAxis } from "./tensor/shape.js";

/** Keys that every call takes besides the activation's own options. */
export const callKeys: readonly string[] = ["out", "precision", "signal", "timeout"];

type Given = Readonly<Record<string, unknown>>;
type Values = Record<string, number | string | boolean>;

interface Known {
  readonly names: readonly string[];
  readonly plain: readonly (readonly [string, OptionSpec])[];
  readonly hasAxis: boolean;
  readonly byKey: Map<string, ResolvedOptions>;
  defaults?: ResolvedOptions;
}

const known = new WeakMap<Definition, Known>();
const limit = 256;

function knownOf(definition: Definition): Known {
  const found = known.get(definition);
  if (found !== undefined) return found;
  const entries = Object.entries(definition.options);
  const made: Known = {
    names: entries.map(([name]) => name),
    plain: entries.filter(([, spec]) => spec.type !== "tensor"),
    hasAxis: entries.some(([, spec]) => spec.type === "axis"),
    byKey: new Map(),
  };
  known.set(definition, made);
  return made;
}

/**
 * Checks options and fills in defaults. Equal options of one definition give the same object, so that a backend may
 * use it as the key of a cache. `axis` counts from the start in the result.
 *
 * Throws an `UnknownOptionError`, an `InvalidOptionError` or an `AxisError`.
 */
export function resolveOptions(
  definition: Definition,
  given: Given,
  shape: readonly number[],
): ResolvedOptions {
  const facts = knownOf(definition);
  let isDefault = !facts.hasAxis;
  for (const name in given) {
    if (given[name] === undefined || callKeys.includes(name)) continue;
    if (!facts.names.includes(name)) throw new UnknownOptionError(definition.name, name, facts.names);
    isDefault = false;
  }
  if (isDefault && facts.defaults !== undefined) return facts.defaults;
  const values: Values = {};
  let key = "";
  for (const [name, spec] of facts.plain) {
    const value = given[name] ?? spec.default;
    values[name] =
      spec.type === "axis"
        ? resolveAxis(definition.name, value, shape)
        : checked(definition.name, name, spec, value);
    key += `${Object.is(value, -0) ? "-0" : values[name]},`;
  }
  const remembered = facts.byKey.get(key);
  if (remembered !== undefined) return remembered;
  definition.check?.(values);
  const options = Object.freeze(values);
  if (facts.byKey.size >= limit) facts.byKey.delete(facts.byKey.keys().next().value as string);
  facts.byKey.set(key, options);
  if (isDefault) facts.defaults = options;
  return options;
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
