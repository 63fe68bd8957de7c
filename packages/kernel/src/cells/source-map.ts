import { SourceMap, type SourceMapPayload } from "node:module";

/** A place in a cell as its author wrote it: one-based line and column. */
export interface CellPosition {
  readonly line: number;
  readonly column: number;
}

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([A-Za-z0-9+/=]+)\s*$/;

/** How many lines stand in front of a cell, and in front of what it is in JavaScript: `export {};`. */
const PREFIX_LINES = 1;

let nextCell = "cell";
const maps = new Map<string, CellMaps>();

interface CellMaps {
  readonly toJavaScript: SourceMap;
  readonly toCommonJs: SourceMap;
  /** How many lines the cell's code has; what follows is tslab's wrapper. */
  readonly lines: number;
}

/** By this a frame of a cell's compiled code is known from one that has been traced back to the cell itself. */
export const COMPILED_CELL: RegExp = /\bcell-[\w.-]+\.js:\d+:\d+\)?$/;

/** Names the code that is compiled next, as its frames will be named in stack traces: `cell-3.ts`. */
export function nameNextCell(name: string): void {
  nextCell = name;
}

/**
 * Keeps the two maps of a compiled cell (TypeScript to ES modules, those to CommonJS) under the cell's name and returns
 * its code, ending in the comment by which V8 names its frames (`cell-3.js`).
 */
export function recordSourceMap(source: string, outputText: string, sourceMapText: string): string {
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/g, "").replace(INLINE_MAP, "");
  const first = inlineMap(source);
  // A file that a cell imports is compiled by the same call; only the cell itself bears the cell's name.
  if (first === undefined || !isCell(source)) return code;
  maps.set(nextCell, {
    toJavaScript: new SourceMap(first),
    toCommonJs: new SourceMap(JSON.parse(sourceMapText)),
    lines: code.trimEnd().split("\n").length,
  });
  return `${code}\n//# sourceURL=${nextCell.replace(/\.ts$/, ".js")}`;
}

/** Whether code that has been compiled from TypeScript was a cell, not a file that a cell imports. */
export function isCell(source: string): boolean {
  return inlineMap(source)?.sources[0]?.endsWith("__tslab__.ts") === true;
}

function inlineMap(source: string): SourceMapPayload | undefined {
  const encoded = INLINE_MAP.exec(source)?.[1];
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
}

/** Where in its cell a frame of the running code comes from; `undefined` for what the compiler put in by itself. */
export function originalPosition(cell: string, line: number, column: number): CellPosition | undefined {
  const map = maps.get(cell);
  if (map === undefined || line > map.lines) return undefined;
  const middle = map.toCommonJs.findEntry(line - 1, column - 1);
  if (!("originalLine" in middle)) return undefined;
  const original = map.toJavaScript.findEntry(middle.originalLine - PREFIX_LINES, middle.originalColumn);
  if (!("originalLine" in original) || original.originalLine < PREFIX_LINES) return undefined;
  return { line: original.originalLine - PREFIX_LINES + 1, column: original.originalColumn + 1 };
}
