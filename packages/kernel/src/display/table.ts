import { anything, type Check, fields, listOf, where } from "@actfn/core/checks";
import { escapeHtml, formatNumber } from "@actfn/plot";
import type { MimeBundle } from "../protocol/message.js";
import { allReady, type Displayable, isDisplayable, JUPYTER_DISPLAY, whenReady } from "./bundle.js";

/** What stands in a cell of a table: text, a number, or a picture or marked-up string, which keeps its form. */
export type TableCell = string | number | boolean | null | undefined | Displayable;

/** A table that shows itself as HTML in notebooks and as aligned columns in terminals. */
export interface Table extends Displayable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  toString(): string;
}

/** The options of `table`. */
export interface TableOptions {
  readonly caption?: string;
  /** The columns to show, in this order. Default: the keys of the first row. */
  readonly columns?: readonly string[];
}

const CELL = "padding:.28em .9em;border-bottom:1px solid rgba(128,140,160,.28);white-space:nowrap";

const checkOptions: Check = fields({
  caption: where("a string", (value) => typeof value === "string"),
  columns: listOf(anything, "a list of columns"),
} satisfies Record<keyof TableOptions, Check>);

/**
 * A table of records: `table([{ name: "relu", loss: 0.3 }, { name: "gelu", loss: 0.25 }])`. Numbers stand to the right,
 * with four digits.
 */
export function table(records: readonly object[], options: TableOptions = {}): Table {
  checkOptions(options, "", "table");
  const columns = options.columns ?? Object.keys(records[0] ?? {});
  const rows = records.map((record) =>
    columns.map((column) => (record as Record<string, TableCell>)[column]),
  );
  const text = printText(columns, rows, options.caption);
  return {
    columns,
    rows,
    toString: () => text,
    [JUPYTER_DISPLAY]: () =>
      whenReady(printHtml(columns, rows, options.caption), (html) => ({
        "text/html": html,
        "text/plain": text,
      })),
  };
}

function printText(columns: readonly string[], rows: Table["rows"], caption: string | undefined): string {
  const texts = rows.map((row) => row.map(cellText));
  const widths = columns.map((column, i) => Math.max(column.length, ...texts.map((row) => row[i]!.length)));
  const isNumeric = columns.map((_, i) => rows.every((row) => typeof row[i] === "number"));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (isNumeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [...(caption === undefined ? [] : [caption]), line(columns), rule, ...texts.map(line)].join("\n");
}

function printHtml(
  columns: readonly string[],
  rows: Table["rows"],
  caption: string | undefined,
): string | Promise<string> {
  const head = columns
    .map((column) => `<th style="${CELL};text-align:left">${escapeHtml(column)}</th>`)
    .join("");
  const title =
    caption === undefined
      ? ""
      : `<caption style="text-align:left;font-weight:600;padding:.3em .9em">${escapeHtml(caption)}</caption>`;
  const lines = rows.map((row) =>
    whenReady(allReady(row.map(printCell)), (cells) => `<tr>${cells.join("")}</tr>`),
  );
  return whenReady(
    allReady(lines),
    (body) =>
      `<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">${title}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`,
  );
}

function printCell(cell: TableCell): string | Promise<string> {
  const side = typeof cell === "number" ? "right" : "left";
  const content = isDisplayable(cell)
    ? whenReady(cell[JUPYTER_DISPLAY](), richCell)
    : escapeHtml(cellText(cell));
  return whenReady(content, (html) => `<td style="${CELL};text-align:${side}">${html}</td>`);
}

function richCell(bundle: MimeBundle): string {
  const rich = bundle["text/html"] ?? bundle["image/svg+xml"];
  return rich === undefined
    ? escapeHtml(String(bundle["text/latex"] ?? bundle["text/plain"] ?? ""))
    : String(rich);
}

function cellText(cell: TableCell): string {
  if (cell === undefined || cell === null) return "";
  if (typeof cell === "number") return formatNumber(cell);
  return String(cell);
}
