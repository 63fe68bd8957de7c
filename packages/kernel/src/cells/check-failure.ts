import type { ErrorContent } from "../protocol/message.js";
import { bold, dim, red } from "./ansi.js";
import type { Diagnostic } from "./tslab.js";

/** The source of a cell, by the name that its stack frames bear. */
export type SourceLookup = (cell: string) => string | undefined;

/** The report of a cell that does not type-check: every diagnostic with its line and a mark under the place. */
export function checkFailure(diagnostics: readonly Diagnostic[], code: string, cell: string): ErrorContent {
  const [first] = diagnostics;
  const evalue = first === undefined ? "The cell could not be compiled." : first.messageText;
  const frames = diagnostics.flatMap((diagnostic) => {
    const { line, character } = diagnostic.start;
    const place = `${diagnostic.fileName ?? cell}:${line + 1}:${character + 1}`;
    const heading = `${red(`TS${diagnostic.code}`)} ${diagnostic.messageText}`;
    const length = diagnostic.end.line === line ? Math.max(1, diagnostic.end.character - character) : 1;
    const excerpt = diagnostic.fileName === undefined ? codeFrame(code, line + 1, character + 1, length) : [];
    return [heading, dim(`  at ${place}`), ...excerpt];
  });
  return {
    ename: "TypeScriptError",
    evalue,
    traceback: [`${red(bold("TypeScriptError"))}: the cell did not run`, ...frames],
  };
}

/** The line of a cell (one-based), with its neighbours and a mark under `length` characters from `column` on. */
export function codeFrame(code: string, line: number, column: number, length = 1): string[] {
  const lines = code.split("\n");
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = lines[number - 1] ?? "";
    const gutter = `${number === line ? ">" : " "} ${String(number).padStart(width)} | `;
    frame.push(number === line ? `${red(gutter)}${text}` : `${dim(gutter)}${text}`);
    if (number === line) frame.push(`${" ".repeat(gutter.length + column - 1)}${red("^".repeat(length))}`);
  }
  return frame;
}
