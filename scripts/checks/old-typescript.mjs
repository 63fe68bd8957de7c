// The declarations can be read by the TypeScript of the kernel's cells (5.0.4), with the options it has there. What it
// cannot read it silently turns into `any`, and a cell loses its types and its completion.

import { join, relative } from "node:path";
import ts from "@tslab/typescript-for-tslab";
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

/** @returns {Promise<string[]>} */
export async function check() {
  const folders = workspaces("packages").map(({ folder }) => join(folder, "dist"));
  const built = folders.flatMap((folder) => ts.sys.readDirectory(folder, [".d.ts"]));
  const empty = folders.filter(
    (folder) => !built.some((file) => file.startsWith(folder.replaceAll("\\", "/"))),
  );
  const program = ts.createProgram(built, OPTIONS);
  const ours = new Set(built);
  const problems = ts.getPreEmitDiagnostics(program).filter(({ file }) => !file || ours.has(file.fileName));
  return [
    ...empty.map((folder) => `${relative(root, folder)} has no declarations; run \`npm run build\` first`),
    ...problems.map(describe),
  ];
}
