import { type Conventions, conventionsReport } from "../../catalogue/conventions.js";

declare const data: Conventions;

export { data };

/** Runs when the site is built: ours is computed then, the others' answers are the report's. */
export default { watch: ["../../reports/conventions.json"], load: (): Conventions => conventionsReport() };
