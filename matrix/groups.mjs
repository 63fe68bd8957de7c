// The kinds of rows of the matrix.

import * as engines from "./engines/index.mjs";
import * as tools from "./tools/index.mjs";

/** @type {readonly import("./run-rows.mjs").Group[]} */
export const groups = [engines, tools];
