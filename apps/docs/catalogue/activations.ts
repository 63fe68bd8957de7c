import { type CatalogueActivation, catalogue } from "@actfn/core";

/** Every activation of the catalogue, in alphabetical order of its title. */
export const activations: readonly CatalogueActivation[] = [...catalogue].sort((a, b) =>
  a.definition.title.localeCompare(b.definition.title, "en"),
);
