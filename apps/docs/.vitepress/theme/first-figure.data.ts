import { activationNamed } from "@actfn/core";
import { type ServedFigure, servedFigure } from "../../catalogue/served-figure.js";

declare const data: ServedFigure;

export { data };

/** Runs when the site is built: the figure that the home page shows before anything is computed. */
export default { load: (): ServedFigure => servedFigure(activationNamed("gelu")) };
