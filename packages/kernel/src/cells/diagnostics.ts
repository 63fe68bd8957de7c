import type ts from "typescript-for-tslab";
import { PREFIX } from "./typescript/module-parser.js";
import type { TypeScript } from "./typescript/typescript-api.js";

/** The checks before a cell runs. */
export interface Checking {
  /** Whether cells with type errors run. A cell with `// @ts-check` is always checked. */
  noCheck: boolean;
}

/** A JavaScript package without types is `any` in a cell, not an error: people do not install types for a notebook. */
const UNTYPED_MODULE = 7016;

/** An `await` outside the top level and outside async functions. */
const MISPLACED_AWAIT = 1308;

/** Errors for which a cell, or a file that it imports, does not run. */
export function diagnosticsOf(
  typescript: TypeScript,
  program: ts.Program,
  file: ts.SourceFile,
  checking: Checking,
): ts.Diagnostic[] {
  const types = isChecked(typescript, file, checking) ? program.getSemanticDiagnostics(file) : [];
  // Without its declarations, a cell would remove those of all earlier cells for the next one.
  const declarations = program.getDeclarationDiagnostics(file);
  return [...program.getSyntacticDiagnostics(file), ...types, ...declarations]
    .filter(({ code }) => code !== UNTYPED_MODULE)
    .map(keepMisplacedAwait);
}

/** TypeScript looks for `// @ts-nocheck` before all code. In a cell, tslab's prefix precedes it. */
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
 * tslab drops diagnostics with this code, because its compiler reports top-level await with it. The compiler of this kernel
 * supports top-level await, so these diagnostics are real errors. tslab keeps them if their code is text.
 */
function keepMisplacedAwait(diagnostic: ts.Diagnostic): ts.Diagnostic {
  if (diagnostic.code !== MISPLACED_AWAIT) return diagnostic;
  return { ...diagnostic, code: String(MISPLACED_AWAIT) as unknown as number };
}
