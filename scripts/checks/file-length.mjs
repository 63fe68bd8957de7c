// A file of more than a few screens contains more than one idea.

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { root, sourceFiles } from "../steps/repository.mjs";

export const title = "files are at most 300 lines long";

const LIMIT = 300;
const CODE = /\.(m?ts|m?js|vue|py)$/;

/** @returns {Promise<string[]>} */
export async function check() {
  return sourceFiles()
    .filter((file) => CODE.test(file))
    .map((file) => ({ file, lines: readFileSync(file, "utf8").trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > LIMIT)
    .map(({ file, lines }) => `${relative(root, file)} has ${lines} lines; split it by idea`);
}
