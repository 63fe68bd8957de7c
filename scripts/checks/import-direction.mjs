// Arrows point down only: apps -> kernel -> conformance, plot, backends -> core, save that the middle ones know core alone. And a
// package imports only what it declares.

import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { root, sourceFiles, workspaces } from "../steps/repository.mjs";

export const title = "imports only run downward";

/**
 * What each package may import of the others. An app may import everything; a package that is not named here, nothing.
 * @type {Record<string, readonly string[]>}
 */
const ALLOWED = {
  core: [],
  "backend-cpu": ["core"],
  "backend-onnx": ["core"],
  "backend-webgpu": ["core"],
  conformance: ["core"],
  plot: ["core"],
  // The lab shows conformance and speed of backends side by side (`lab.backends`).
  kernel: ["core", "plot", "backend-cpu", "backend-onnx", "conformance"],
};

/** @typedef {import("../steps/repository.mjs").Workspace} Workspace */

/**
 * The imports of a file: static, dynamic, of types, and re-exports alike.
 * @param {string} text
 * @returns {{ specifier: string, line: number, isType: boolean }[]}
 */
export function importsOf(text) {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest);
  /** @type {{ specifier: string, line: number, isType: boolean }[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      const { line } = file.getLineAndCharacterOfPosition(specifier.getStart(file));
      const isType = ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true;
      found.push({ specifier: specifier.text, line: line + 1, isType });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * What a node imports from, where it imports.
 * @param {ts.Node} node
 * @returns {ts.Node | undefined}
 */
function specifierOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0];
  return undefined;
}

/**
 * The TypeScript in a file, with all else blanked out so that lines keep their numbers.
 * @param {string} file
 */
export function scriptOf(file) {
  const text = readFileSync(file, "utf8");
  if (!file.endsWith(".vue")) return text;
  const script = /(<script[^>]*>)([\s\S]*?)<\/script>/.exec(text);
  if (script === null) return "";
  const start = script.index + (script[1]?.length ?? 0);
  return text.slice(0, start).replaceAll(/[^\n]/g, " ") + script[2];
}

/** @param {string} specifier */
function packageName(specifier) {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/**
 * Why a package must not import something, or undefined.
 * @param {Workspace} workspace
 * @param {string} file
 * @param {string} specifier
 * @param {boolean} [isType] Whether only types are imported, which are gone from what is published.
 * @returns {string | undefined}
 */
export function objection(workspace, file, specifier, isType = false) {
  if (specifier.startsWith(".")) {
    const inside = relative(workspace.folder, join(file, "..", specifier));
    return inside.startsWith("..")
      ? "reaches into another folder; import the package by its name"
      : undefined;
  }
  const isApp = workspace.manifest.private === true;
  if (isBuiltin(specifier))
    return workspace.name === "core" ? "core runs everywhere, not only in Node" : undefined;
  const name = packageName(specifier);
  if (name === workspace.manifest.name) return "imports its own package; use a relative path";
  if (name.startsWith("@actfn/")) {
    const allowed = ALLOWED[workspace.name] ?? [];
    if (!isApp && !allowed.includes(name.slice("@actfn/".length))) {
      return `${workspace.name} may import ${allowed.length === 0 ? "no other package of ours" : allowed.join(", ")}`;
    }
  }
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = workspace.manifest;
  const published = { ...dependencies, ...optionalDependencies, ...peerDependencies };
  return name in published || ((isApp || isType) && name in { ...devDependencies })
    ? undefined
    : `${name} is not among the dependencies of ${workspace.manifest.name}`;
}

/** @param {Workspace} workspace */
function sourcesOf({ folder, manifest }) {
  const files = sourceFiles(manifest.private ? folder : join(folder, "src"));
  return files.filter((file) => /\.(m?ts|vue)$/.test(file) && !/\.(test|d|config)\.m?ts$/.test(file));
}

/** @returns {Promise<string[]>} */
export async function check() {
  return [...workspaces("packages"), ...workspaces("apps")].flatMap((workspace) =>
    sourcesOf(workspace)
      .filter((file) => !relative(workspace.folder, file).startsWith(`test${sep}`))
      .flatMap((file) =>
        importsOf(scriptOf(file)).flatMap(({ specifier, line, isType }) => {
          const reason = objection(workspace, file, specifier, isType);
          return reason === undefined ? [] : [`${relative(root, file)}:${line}: "${specifier}": ${reason}`];
        }),
      ),
  );
}
