/** What every notebook starts with: run before the first cell, typed and completable in all of them. */
export const PRELUDE = `
import { broadcast, clearOutput, display, html, input, kernel, md, svg, tex } from "@actfn/kernel";
`;
