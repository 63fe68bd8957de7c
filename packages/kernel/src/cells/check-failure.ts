import type { ErrorContent } from "../protocol/message.js";
import { bold, dim, red } from "./ansi.js";
import type { Diagnostic } from "./tslab.js";

/** The source of a cell by its name in stack frames. */
export type SourceLookup = (cell: string) => string | undefined;

/** The report of a cell that fails the type check: each diagnostic with its line and a mark under its position. */
export function checkFailure(diagnostics: readonly Diagnostic[], code: string, cell: string): ErrorContent {
  const evalue = diagnostics[0]?.messageText ?? "The cell could not be compiled.";
  const heading = `${red(bold("TypeScriptError"))}: the cell did not run`;
  const reports = byPlace(diagnostics).flatMap((chain) => reportPlace(chain, code, cell));
  return { ename: "TypeScriptError", evalue, traceback: [heading, ...reports] };
}

/** Diagnostics about one position, such as the reasons why no overload matches, are in one group. */
function byPlace(diagnostics: readonly Diagnostic[]): Diagnostic[][] {
  const places = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const place = `${diagnostic.fileName ?? ""}:${diagnostic.start.offset}`;
    places.set(place, [...(places.get(place) ?? []), diagnostic]);
  }
  return [...places.values()];
}

function reportPlace(chain: readonly Diagnostic[], code: string, cell: string): string[] {
  const { start, end, fileName } = chain[0]!;
  const messages = chain.map(
    (diagnostic, i) => `${i === 0 ? red(`TS${diagnostic.code}`) : "   "} ${diagnostic.messageText}`,
  );
  const place = dim(`  at ${fileName ?? cell}:${start.line + 1}:${start.character + 1}`);
  const length = end.line === start.line ? Math.max(1, end.character - start.character) : 1;
  return [
    ...messages,
    place,
    ...(fileName === undefined ? codeFrame(code, start.line + 1, start.character + 1, length) : []),
  ];
}

/** A line of a cell (one-based) with its neighboring lines, and a mark under `length` characters from `column`. */
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
