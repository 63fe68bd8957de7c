// The declarations can be read by the TypeScript of the kernel's cells (5.0.4), with the options it has there. What it
// cannot read it silently turns into `any`, and a cell loses its types and its completion.

import { join, relative } from "node:path";
import ts from "typescript-for-tslab";
import { root, workspaces } from "../steps/repository.mjs";

export const title = `declarations are readable by TypeScript ${ts.version}`;

/** tslab's own, but for skipLibCheck: here the declarations are what is checked. */
const OPTIONS = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  typeRoots: [join(root, "node_modules", "@types")],
  esModuleInterop: true,
  skipLibCheck: false,
  noEmit: true,
};

/** @param {ts.Diagnostic} diagnostic */
function describe({ file, start = 0, messageText }) {
  const text = ts.flattenDiagnosticMessageText(messageText, " ");
  if (file === undefined) return text;
  return `${relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${text}`;
}

/**
 * The declarations that a package's entries name; the others are seen where these reach them.
 * @param {import("../steps/repository.mjs").Workspace} workspace
 */
function entriesOf({ folder, manifest }) {
  /** @param {unknown} target */
  const declaration = (target) =>
    typeof target === "object" && target !== null && "types" in target
      ? [join(folder, String(target.types))]
      : [];
  return Object.values(manifest.exports ?? {}).flatMap(declaration);
}

/** @returns {Promise<string[]>} */
export async function check() {
  const entries = workspaces("packages").flatMap(entriesOf);
  const missing = entries.filter((entry) => !ts.sys.fileExists(entry));
  const program = ts.createProgram(entries, OPTIONS);
  const isOurs = /** @param {string} name */ (name) => /[\\/]packages[\\/][^\\/]+[\\/]dist[\\/]/.test(name);
  const problems = ts.getPreEmitDiagnostics(program).filter(({ file }) => !file || isOurs(file.fileName));
  return [
    ...missing.map((entry) => `${relative(root, entry)} is missing; run \`npm run build\` first`),
    ...problems.map(describe),
  ];
}
