import { expect, test } from "vitest";
import { largeFolders } from "./folder-size.mjs";

/** @param {number} count */
const filesIn = (/** @type {string} */ folder, count) =>
  Array.from({ length: count }, (_, i) => `${folder}/${i}.ts`);

test("objects to a folder with more than 20 entries, files and folders counted", () => {
  expect(largeFolders(filesIn("a/b", 20), new Map())).toEqual([]);
  expect(largeFolders([...filesIn("a/b", 20), "a/b/c/d.ts"], new Map())).toEqual([
    "a/b has 21 entries; divide it by idea",
  ]);
});

test("allows what has a reason, and objects to a reason that is no longer needed", () => {
  const exceptions = new Map([["a/b", "generated"]]);
  expect(largeFolders(filesIn("a/b", 21), exceptions)).toEqual([]);
  expect(largeFolders(filesIn("a/b", 20), exceptions)).toEqual([
    expect.stringContaining("a/b needs no exception"),
  ]);
});
