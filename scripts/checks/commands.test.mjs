import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../steps/repository.mjs";
import { unlinkable } from "./commands.mjs";

const folder = join(root, "packages", "a");

test("objects to a command that only a build makes", () => {
  const manifest = { name: "@actfn/a", bin: { one: "./bin/one.js", two: "./dist/two.js" } };
  const found = unlinkable([{ name: "a", folder, manifest }], [join(folder, "bin", "one.js")]);
  expect(found).toEqual([expect.stringContaining("two is ./dist/two.js, which is not in git")]);
});

test("lets a package without commands be", () => {
  expect(unlinkable([{ name: "a", folder, manifest: { name: "@actfn/a" } }], [])).toEqual([]);
});
