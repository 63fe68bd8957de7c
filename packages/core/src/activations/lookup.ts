import type { CatalogueActivation } from "../activation/activation.js";
import type { Definition } from "../definition/definition.js";
import { ActivationNameError } from "../errors/activation-name-error.js";
import { catalogue } from "./catalogue.js";

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * The activation of a name or an alias, as any framework spells it: `"leakyRelu"`, `"leaky_relu"` and `"LeakyReLU"` are one.
 * Throws an `ActivationNameError` that lists the catalogue where there is none.
 */
export function activationNamed(name: string): CatalogueActivation {
  const wanted = plain(name);
  for (const activation of catalogue) {
    const { definition } = activation;
    if ([definition.name, ...(definition.aliases ?? [])].some((known) => plain(known) === wanted)) {
      return activation;
    }
  }
  throw new ActivationNameError(
    name,
    catalogue.map(({ definition }) => definition.name),
  );
}

/** The parts of a definition that decide what is computed. */
const computed = ["domain", "options", "learned", "expression", "stable"] as const;
const builtins = new WeakMap<Definition, Definition | null>();

/**
 * Returns the built-in definition that computes the same as the given one because it has the same expression, options and
 * domain: the definition itself if it is built in, and the original if it is a copy under another name. Returns `undefined`
 * for a definition of the user's own, whatever its name is.
 */
export function builtinOf(definition: Definition): Definition | undefined {
  let found = builtins.get(definition);
  if (found === undefined) {
    const isSame = (builtin: Definition): boolean =>
      computed.every((part) => builtin[part] === definition[part]);
    found = catalogue.find((activation) => isSame(activation.definition))?.definition ?? null;
    builtins.set(definition, found);
  }
  return found ?? undefined;
}
