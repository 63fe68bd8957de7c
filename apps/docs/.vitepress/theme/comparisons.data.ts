import { comparisons, type FamilyComparison } from "../../catalogue/comparisons.js";

declare const data: readonly FamilyComparison[];

export { data };

/** Runs when the site is built: the families, with formulas typeset and figures drawn. */
export default { load: (): readonly FamilyComparison[] => comparisons() };
