/** What is known of activations besides their mathematics, for catalogues, help and tables. */
export { type CatalogueRow, catalogueTable } from "./catalogue-table.js";
export { factsOf } from "./facts-of.js";
