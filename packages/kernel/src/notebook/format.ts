/**
 * Notebooks as files: nbformat 4.5.
 * Source: https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import type { Json, JsonObject, MimeBundle } from "../protocol/message.js";
import { NotebookError } from "./notebook-error.js";

/** A notebook. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: JsonObject;
  readonly cells: readonly Cell[];
}

/** A cell of either kind; raw cells are passed over. */
export type Cell = CodeCell | TextCell;

/** A cell that is run. */
export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

/** A cell that is read. */
export interface TextCell {
  readonly cell_type: "markdown" | "raw";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
}

/** What is known of a cell; tags tell a runner what to do with it. */
export type CellMetadata = JsonObject & { readonly tags?: readonly string[] };

/** What a cell has left behind. */
export type Output =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly output_type: "display_data"; readonly data: MimeBundle; readonly metadata: JsonObject }
  | {
      readonly output_type: "execute_result";
      readonly data: MimeBundle;
      readonly metadata: JsonObject;
      readonly execution_count: number;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** Reads a notebook's text. Throws `NotebookError`, naming the file, where it is no notebook of format 4. */
export function parseNotebook(text: string, path: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new NotebookError(path, "it is not JSON", cause);
  }
  const { nbformat, nbformat_minor, metadata, cells } = (value ?? {}) as Partial<
    Record<keyof Notebook, unknown>
  >;
  if (nbformat !== 4) {
    throw new NotebookError(
      path,
      `its nbformat is ${JSON.stringify(nbformat) ?? "missing"}; it must be 4. Open and save it in Jupyter to convert it`,
    );
  }
  if (!Array.isArray(cells)) throw new NotebookError(path, "it has no list of cells");
  return {
    nbformat: 4,
    nbformat_minor: Math.max(5, Number(nbformat_minor) || 0),
    metadata: isObject(metadata) ? metadata : {},
    cells: cells.map((cell, index) => readCell(cell, index, path)),
  };
}

/** A notebook's text as Jupyter writes it: one space of indentation, sources and streams as lists of lines. */
export function printNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code"
      ? { ...cell, source: toLines(cell.source), outputs: cell.outputs.map(printOutput) }
      : { ...cell, source: toLines(cell.source) },
  );
  return `${JSON.stringify({ ...notebook, cells }, undefined, 1)}\n`;
}

/** Whether a cell bears a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes(tag);
}

/** The language that a notebook says it is in; `undefined` where it does not say. */
export function languageOf({ metadata }: Notebook): string | undefined {
  const said = [entry(metadata["kernelspec"], "language"), entry(metadata["language_info"], "name")];
  return said.find((language) => typeof language === "string" && language !== "") as string | undefined;
}

function entry(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function readCell(cell: unknown, index: number, path: string): Cell {
  if (!isObject(cell)) throw new NotebookError(path, `cell ${index + 1} is not an object`);
  const base = {
    id: typeof cell["id"] === "string" ? cell["id"] : `cell-${index + 1}`,
    metadata: (isObject(cell["metadata"]) ? cell["metadata"] : {}) as CellMetadata,
    source: joinLines(cell["source"]),
  };
  const type = cell["cell_type"];
  if (type === "markdown" || type === "raw") return { cell_type: type, ...base };
  if (type !== "code") {
    throw new NotebookError(
      path,
      `cell ${index + 1} has the type ${JSON.stringify(type)}; it must be "code", "markdown" or "raw"`,
    );
  }
  const listed = Array.isArray(cell["outputs"]) ? (cell["outputs"] as readonly Json[]) : [];
  const outputs = listed.map((output) => {
    const read = readOutput(output);
    if (read === undefined) throw new NotebookError(path, `cell ${index + 1} has an invalid output`);
    return read;
  });
  const count = cell["execution_count"];
  return { cell_type: "code", ...base, execution_count: typeof count === "number" ? count : null, outputs };
}

/** An output as its type has it; undefined where it is none. */
function readOutput(output: Json): Output | undefined {
  if (!isObject(output)) return undefined;
  const { output_type: type, data } = output;
  if (type === "stream") return { ...output, text: joinLines(output["text"]) } as unknown as Output;
  if (type === "error") return output as unknown as Output;
  if ((type !== "display_data" && type !== "execute_result") || !isObject(data)) return undefined;
  const bundle = Object.entries(data).map(([mime, value]) => [mime, isText(mime) ? joinLines(value) : value]);
  return { ...output, data: Object.fromEntries(bundle) } as unknown as Output;
}

function printOutput(output: Output): JsonObject {
  if (output.output_type === "stream") return { ...output, text: toLines(output.text) };
  if (output.output_type === "error") return { ...output };
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    typeof value === "string" && isText(mime) ? toLines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

function isText(mime: string): boolean {
  return mime.startsWith("text/") || mime === "image/svg+xml";
}

/** A text, which may be kept as a list of its lines; empty for all else. */
function joinLines(value: unknown): string {
  const lines: unknown[] = Array.isArray(value) ? value : [value];
  return lines.filter((line) => typeof line === "string").join("");
}

function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
