// A name says what a thing is. These say only that somebody needed a place to put it.

import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { root, sourceFiles } from "../steps/repository.mjs";

export const title = "names say what things are";

const EMPTY_WORDS = new Set(["utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"]);
const CODE = /\.(m?ts|m?js|vue|py)$/;
const DECLARATION = /\b(?:class|interface|type|function|const|let)\s+(\w*(?:Manager|Helpers?|Utils?))\b/g;

/** @param {string} path   relative */
function emptyWordIn(path) {
  return path
    .split(sep)
    .flatMap((segment) => segment.split(/[-_.]/))
    .find((word) => EMPTY_WORDS.has(word.toLowerCase()));
}

/** @returns {Promise<string[]>} */
export async function check() {
  return sourceFiles()
    .filter((file) => CODE.test(file))
    .flatMap((file) => {
      const path = relative(root, file);
      const word = emptyWordIn(path);
      const declared = [...readFileSync(file, "utf8").matchAll(DECLARATION)].map(([, name]) => name);
      return [
        ...(word === undefined ? [] : [`${path}: "${word}" names no idea`]),
        ...declared.map((name) => `${path}: "${name}" names no idea`),
      ];
    });
}
