import { type MigrationRow, migrationRows } from "../../catalogue/migration.js";

declare const data: readonly MigrationRow[];

export { data };

/** Runs when the site is built. */
export default { load: (): readonly MigrationRow[] => migrationRows() };
