import { COMPILED_CELL, originalPosition } from "./source-map.js";

/** A line of a stack for the user, with its position if it is in a cell. */
export interface Frame {
  readonly text: string;
  readonly cell?: { readonly name: string; readonly line: number; readonly column: number };
}

const PLACE = /\b(cell-[\w.-]+)\.(ts|js):(\d+):(\d+)\)?$/;
const NOT_THE_USERS =
  /node:internal|node:vm|[/\\]tslab[/\\]dist[/\\]|[/\\]kernel[/\\](dist|src)[/\\](cells|server)[/\\]/;

/** Parses a line of a stack. `undefined` for frames of the kernel itself. */
export function userFrame(line: string): Frame | undefined {
  const [, stem, kind, at, column] = PLACE.exec(line) ?? [];
  if (stem === undefined) return NOT_THE_USERS.test(line) ? undefined : { text: line.trimEnd() };
  const name = `${stem}.ts`;
  const given = { line: Number(at), column: Number(column) };
  const position = kind === "ts" ? given : originalPosition(name, given.line, given.column);
  if (position === undefined) return undefined;
  const caller = /^\s+at (?:async )?(?:Proxy\.)?([^(]+) \(/.exec(line)?.[1];
  const place = `${name}:${position.line}:${position.column}`;
  return {
    text: caller === undefined ? `    at ${place}` : `    at ${caller} (${place})`,
    cell: { name, ...position },
  };
}

/**
 * Makes the stack of every error that passes through a cell show the lines that the user wrote, wherever it is read: by
 * `console.error(error)`, a logger or a test library. Other errors keep their stacks.
 */
export function traceStacksToCells(): void {
  Error.prepareStackTrace = (error, sites) => {
    const lines = sites.map((site) => `    at ${site}`);
    const shown = lines.some((line) => COMPILED_CELL.test(line))
      ? lines.flatMap((line) => userFrame(line)?.text ?? [])
      : lines;
    return [headingOf(error), ...shown].join("\n");
  };
}

/** The name and the message. An error whose getters throw has a stack too. */
function headingOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
