import { type Comparison, comparisons } from "../../catalogue/comparisons.js";

declare const data: readonly Comparison[];

export { data };

/** Runs when the site is built: the families, with formulas typeset and figures drawn. */
export default { load: (): readonly Comparison[] => comparisons() };
