import type { CatalogueActivation } from "../activation/activation.js";
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
