import { type CatalogueEntry, entries } from "../../catalogue/entries.js";

declare const data: readonly CatalogueEntry[];

export { data };

/** Runs when the site is built: what the tables show travels as JSON, without the library. */
export default { load: (): readonly CatalogueEntry[] => entries };
