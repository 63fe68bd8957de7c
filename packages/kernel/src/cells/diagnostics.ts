import type ts from "typescript-for-tslab";
import { PREFIX } from "./typescript/module-parser.js";
import type { TypeScript } from "./typescript/typescript-api.js";

/** What is checked before a cell runs. */
export interface Checking {
  /** Whether cells run in spite of type errors; `// @ts-check` in a cell has it checked all the same. */
  noCheck: boolean;
}

/** A JavaScript package without types is `any` in a cell, not an error: installing types is no one's aim in a notebook. */
const UNTYPED_MODULE = 7016;

/** An `await` that is neither at the top level nor in an async function. */
const MISPLACED_AWAIT = 1308;

/** What keeps a cell, or a file that it imports, from being run. */
export function diagnosticsOf(
  typescript: TypeScript,
  program: ts.Program,
  file: ts.SourceFile,
  checking: Checking,
): ts.Diagnostic[] {
  const types = isChecked(typescript, file, checking) ? program.getSemanticDiagnostics(file) : [];
  // Without its declarations a cell would take those of all earlier cells away from the next one.
  const declarations = program.getDeclarationDiagnostics(file);
  return [...program.getSyntacticDiagnostics(file), ...types, ...declarations]
    .filter(({ code }) => code !== UNTYPED_MODULE)
    .map(keepMisplacedAwait);
}

/** TypeScript looks for `// @ts-nocheck` in front of all code; in a cell, tslab's prefix hides it. */
function isChecked(
  typescript: TypeScript,
  { text, fileName }: ts.SourceFile,
  { noCheck }: Checking,
): boolean {
  if (!text.includes("@ts-")) return !noCheck;
  const own = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  const file = typescript.createSourceFile(fileName, own, typescript.ScriptTarget.Latest);
  const { checkJsDirective: directive } = file as { checkJsDirective?: { readonly enabled: boolean } };
  return directive?.enabled ?? !noCheck;
}

/**
 * tslab takes complaints of this code for a top-level await, which its compiler would not know, and drops them. This
 * kernel's compiler knows it, so that what is left is a mistake; with its code as text, tslab leaves it alone.
 */
function keepMisplacedAwait(diagnostic: ts.Diagnostic): ts.Diagnostic {
  if (diagnostic.code !== MISPLACED_AWAIT) return diagnostic;
  return { ...diagnostic, code: String(MISPLACED_AWAIT) as unknown as number };
}
