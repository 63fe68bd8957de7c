import { bind } from "../definition/binding.js";
import type { Definition, ResolvedOptions } from "../definition/definition.js";
import { BoundedMap } from "./bounded-map.js";
import type { Kernel } from "./kernel.js";
import { CONSTANT, isStructural, rangeOf } from "./uniform.js";

/** What options of one definition have in common that the same kernels serve. */
export interface Variant {
  forward: Kernel | undefined;
  backward: Kernel | undefined;
  /** How many results there are. */
  results: number | undefined;
}

/** The variants of a definition, and the one that was asked for last. */
interface Variants {
  readonly byKey: Map<string | number, Variant>;
  readonly keyed: readonly Keyed[];
  options: ResolvedOptions | undefined;
  variant: Variant | undefined;
}

/** An option that a variant depends on. */
interface Keyed {
  readonly name: string;
  readonly spec: Definition["options"][string];
  readonly isStructural: boolean;
}

const remembered = new WeakMap<Definition, Variants>();
/** The largest number of variants of a definition that are kept. */
const LIMIT = 256;

/** The same object for all options of a definition that one kernel of each pass serves, for as long as it is remembered. */
export function variantOf(definition: Definition, options: ResolvedOptions): Variant {
  const variants = variantsOf(definition);
  if (variants.options === options && variants.variant !== undefined) return variants.variant;
  const { byKey } = variants;
  const key = keyOf(variants.keyed, options);
  let variant = byKey.get(key);
  if (variant === undefined) {
    variant = { forward: undefined, backward: undefined, results: undefined };
    byKey.set(key, variant);
  }
  variants.options = options;
  variants.variant = variant;
  return variant;
}

/** How many results a call has: one, or as many as the expression of a grouped activation gives. */
export function countResults(definition: Definition, options: ResolvedOptions): number {
  const variant = variantOf(definition, options);
  if (variant.results === undefined) {
    const bindings = bind(definition, options);
    const values = definition.stable?.forward?.(bindings) ?? definition.expression(bindings);
    variant.results = [values].flat().length;
  }
  return variant.results;
}

function variantsOf(definition: Definition): Variants {
  let variants = remembered.get(definition);
  if (variants === undefined) {
    const keyed = Object.entries(definition.options).flatMap(([name, spec]): Keyed[] => {
      const isKey = spec.type !== "tensor" && spec.type !== "axis";
      return isKey ? [{ name, spec, isStructural: isStructural(definition, name) }] : [];
    });
    variants = { byKey: new BoundedMap(LIMIT), keyed, options: undefined, variant: undefined };
    remembered.set(definition, variants);
  }
  return variants;
}

/** Numbers that tell options' values apart are below this. */
const RADIX = 32;

/** What tells the variants of a definition apart: a number where there is room in one, otherwise words. */
function keyOf(keyed: readonly Keyed[], options: ResolvedOptions): string | number {
  let key = 0;
  for (let i = 0; i < keyed.length; i++) {
    const option = keyed[i] as Keyed;
    const digit = digitOf(option, options[option.name]);
    if (digit === CONSTANT || digit >= RADIX || i >= 10) return wordsOf(keyed, options);
    key = key * RADIX + digit;
  }
  return key;
}

function digitOf({ spec, isStructural }: Keyed, value: ResolvedOptions[string] | undefined): number {
  if (isStructural) return CONSTANT;
  if (spec.type === "number") return rangeOf(value as number, spec.default);
  return spec.type === "choice" ? spec.choices.indexOf(value as string) : Number(value);
}

function wordsOf(keyed: readonly Keyed[], options: ResolvedOptions): string {
  const words = keyed.map((option) => {
    const value = options[option.name];
    const digit = digitOf(option, value);
    return digit === CONSTANT ? `=${Object.is(value, -0) ? "-0" : value}` : digit;
  });
  return words.join();
}

const keys = new WeakMap<ResolvedOptions, string>();

/** A string that is equal for equal options (−0 told from 0), fit as part of a cache's key. */
export function optionsKey(options: ResolvedOptions): string {
  let key = keys.get(options);
  if (key === undefined) {
    key = Object.entries(options)
      .map(([name, value]) => `${name}=${Object.is(value, -0) ? "-0" : value}`)
      .sort()
      .join();
    keys.set(options, key);
  }
  return key;
}
