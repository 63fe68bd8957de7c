import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../steps/repository.mjs";
import { foreignCommands, unlinkable } from "./commands.mjs";

const folder = join(root, "packages", "a");

test("objects to a command that only a build makes", () => {
  const manifest = { name: "@actfn/a", bin: { one: "./bin/one.js", two: "./dist/two.js" } };
  const found = unlinkable([{ name: "a", folder, manifest }], [join(folder, "bin", "one.js")]);
  expect(found).toEqual([expect.stringContaining("two is ./dist/two.js, which is not in git")]);
});

test("lets a package without commands be", () => {
  expect(unlinkable([{ name: "a", folder, manifest: { name: "@actfn/a" } }], [])).toEqual([]);
});

test("objects to commands of dependencies, however deep, but for harmless ones and those for development", () => {
  const packages = {
    "packages/kernel": { dependencies: { direct: "1", "@actfn/core": "1" }, devDependencies: { tool: "1" } },
    "node_modules/@actfn/core": { link: true, resolved: "packages/core" },
    "node_modules/direct": { dependencies: { nested: "1", marked: "1" } },
    "node_modules/direct/node_modules/nested": { bin: { tsc: "bin/tsc" } },
    "node_modules/nested": { bin: { other: "bin/other" } },
    "node_modules/marked": { bin: { marked: "bin/marked" } },
    "node_modules/tool": { bin: { tool: "bin/tool" } },
  };
  expect(foreignCommands("packages/kernel", packages)).toEqual([
    expect.stringContaining("node_modules/direct/node_modules/nested brings the command tsc"),
  ]);
});
