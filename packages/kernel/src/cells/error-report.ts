import { inspect } from "node:util";
import type { ErrorContent } from "../protocol/message.js";
import { bold, dim, red } from "./ansi.js";
import { codeFrame, type SourceLookup } from "./check-failure.js";
import { InterruptedError } from "./interrupted-error.js";
import { type Frame, userFrame } from "./stack-frames.js";

const SYNC_INTERRUPT = "ERR_SCRIPT_EXECUTION_INTERRUPTED";

/** The report of an error of a cell: its stack with the lines that the user wrote, and the source of the failing line. */
export function describeError(thrown: unknown, sources: SourceLookup): ErrorContent {
  const error = isSyncInterrupt(thrown) ? new InterruptedError() : thrown;
  if (!(error instanceof Error)) return describeValue(error);
  const ename = error instanceof InterruptedError ? "Interrupted" : error.name || "Error";
  const frames = stackFrames(error)
    .map(userFrame)
    .filter((frame) => frame !== undefined);
  const traceback = [
    `${red(bold(ename))}: ${error.message}`,
    ...excerpt(frames, sources),
    ...frames.map(({ text, cell }) => (cell === undefined ? dim(text) : text)),
  ];
  const details = extraProperties(error);
  if (details !== undefined) traceback.push(dim(details));
  if (error.cause !== undefined) traceback.push(...causeLines(error.cause, sources));
  return { ename, evalue: error.message, traceback };
}

function describeValue(value: unknown): ErrorContent {
  const text = inspect(value, { depth: 4 });
  return {
    ename: "Thrown",
    evalue: text,
    traceback: [`${red(bold("Thrown"))}: ${text}`, dim("  (a value that is not an Error has no stack)")],
  };
}

function causeLines(cause: unknown, sources: SourceLookup): string[] {
  const [first = "", ...rest] = describeError(cause, sources).traceback;
  return [`Caused by ${first}`, ...rest];
}

function stackFrames(error: Error): string[] {
  const stack = typeof error.stack === "string" ? error.stack : "";
  return stack.split("\n").filter((line) => /^\s+at /.test(line));
}

function excerpt(frames: readonly Frame[], sources: SourceLookup): string[] {
  const cell = frames.find((frame) => frame.cell !== undefined)?.cell;
  const source = cell === undefined ? undefined : sources(cell.name);
  return cell === undefined || source === undefined ? [] : codeFrame(source, cell.line, cell.column);
}

/** The given and the allowed values of a typed error, for the lines below the stack. */
function extraProperties(error: Error): string | undefined {
  const own = Object.entries(error).filter(
    ([key]) => !["name", "message", "stack", "cause", "code"].includes(key),
  );
  if (own.length === 0) return undefined;
  return inspect(Object.fromEntries(own), {
    depth: 2,
    breakLength: 100,
    maxArrayLength: 12,
    maxStringLength: 200,
  });
}

function isSyncInterrupt(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === SYNC_INTERRUPT;
}
