import { SourceMap, type SourceMapPayload } from "node:module";

/** A position in the source of a cell: one-based line and column. */
export interface CellPosition {
  readonly line: number;
  readonly column: number;
}

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([A-Za-z0-9+/=]+)\s*$/;

/** The number of lines before the code of a cell, and before its JavaScript: `export {};`. */
const PREFIX_LINES = 1;

let nextCell = "cell";
const maps = new Map<string, CellMaps>();

interface CellMaps {
  readonly toJavaScript: SourceMap;
  readonly toCommonJs: SourceMap;
  /** The number of lines of the cell's code. The lines after it are tslab's wrapper. */
  readonly lines: number;
}

/** Marks a frame of a cell's compiled code, as opposed to one that was mapped to the cell. */
export const COMPILED_CELL: RegExp = /\bcell-[\w.-]+\.js:\d+:\d+\)?$/;

/** Sets the name of the code that is compiled next, for its stack frames: `cell-3.ts`. */
export function nameNextCell(name: string): void {
  nextCell = name;
}

/**
 * Stores the two source maps of a compiled cell (TypeScript to ES modules, and these to CommonJS) under the cell's name.
 * Returns its code with the comment from which V8 takes the name of its frames (`cell-3.js`).
 */
export function recordSourceMap(source: string, outputText: string, sourceMapText: string): string {
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/g, "").replace(INLINE_MAP, "");
  const first = inlineMap(source);
  // A file that a cell imports is compiled by the same call. Only the cell has the cell's name.
  if (first === undefined || !isCell(source)) return code;
  maps.set(nextCell, {
    toJavaScript: new SourceMap(first),
    toCommonJs: new SourceMap(JSON.parse(sourceMapText)),
    lines: code.trimEnd().split("\n").length,
  });
  return `${code}\n//# sourceURL=${nextCell.replace(/\.ts$/, ".js")}`;
}

/** Whether code compiled from TypeScript was a cell, not a file that a cell imports. */
export function isCell(source: string): boolean {
  return inlineMap(source)?.sources[0]?.endsWith("__tslab__.ts") === true;
}

function inlineMap(source: string): SourceMapPayload | undefined {
  const encoded = INLINE_MAP.exec(source)?.[1];
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
}

/** The position in its cell of a frame of the running code; `undefined` for code that the compiler added. */
export function originalPosition(cell: string, line: number, column: number): CellPosition | undefined {
  const map = maps.get(cell);
  if (map === undefined || line > map.lines) return undefined;
  const middle = map.toCommonJs.findEntry(line - 1, column - 1);
  if (!("originalLine" in middle)) return undefined;
  const original = map.toJavaScript.findEntry(middle.originalLine - PREFIX_LINES, middle.originalColumn);
  if (!("originalLine" in original) || original.originalLine < PREFIX_LINES) return undefined;
  return { line: original.originalLine - PREFIX_LINES + 1, column: original.originalColumn + 1 };
}
