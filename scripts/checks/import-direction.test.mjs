import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../steps/repository.mjs";
import { importsOf, objection } from "./import-direction.mjs";

/**
 * @param {string} name
 * @param {Record<string, string>} dependencies
 */
function workspace(name, dependencies = {}) {
  return { name, folder: join(root, "packages", name), manifest: { name: `@actfn/${name}`, dependencies } };
}

/**
 * @param {ReturnType<typeof workspace>} from
 * @param {string} specifier
 */
function object(from, specifier) {
  return objection(from, join(from.folder, "src", "index.ts"), specifier);
}

test("finds static, dynamic and type imports and re-exports, with their lines", () => {
  const text = [
    'import { a } from "a";',
    'import type { B } from "b";',
    'export { c } from "c";',
    'const d = await import("d");',
    "const text = \"import { e } from 'e'\";",
  ].join("\n");
  expect(importsOf(text)).toEqual([
    { specifier: "a", line: 1, isType: false },
    { specifier: "b", line: 2, isType: true },
    { specifier: "c", line: 3, isType: false },
    { specifier: "d", line: 4, isType: false },
  ]);
});

test("lets a backend import core", () => {
  expect(object(workspace("backend-cpu", { "@actfn/core": "*" }), "@actfn/core")).toBeUndefined();
});

test("keeps the backends apart, even where one declares the other", () => {
  const reason = object(workspace("backend-cpu", { "@actfn/backend-onnx": "*" }), "@actfn/backend-onnx");
  expect(reason).toBe("backend-cpu may import core");
});

test("keeps core free of everything: our packages, Node, and others'", () => {
  expect(object(workspace("core"), "@actfn/backend-cpu")).toBe("core may import no other package of ours");
  expect(object(workspace("core"), "node:fs")).toBe("core runs everywhere, not only in Node");
  expect(object(workspace("core"), "left-pad")).toBe("left-pad is not among the dependencies of @actfn/core");
});

test("lets a package import the types of what only builds it, and nothing else of it", () => {
  const kernel = workspace("kernel");
  const from = { ...kernel, manifest: { ...kernel.manifest, devDependencies: { typescript: "*" } } };
  const file = join(from.folder, "src", "index.ts");
  expect(objection(from, file, "typescript", true)).toBeUndefined();
  expect(objection(from, file, "typescript")).toContain("not among the dependencies");
});

test("refuses a path into another package", () => {
  expect(object(workspace("kernel"), "../../core/src/index.js")).toContain("import the package by its name");
  expect(object(workspace("kernel"), "./plot/axis.js")).toBeUndefined();
});
