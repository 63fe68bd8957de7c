import type { Figure } from "@actfn/plot";
import { escapeHtml } from "@actfn/plot";
import { type Displayable, JUPYTER_DISPLAY, whenReady } from "../display/bundle.js";
import type { Table } from "../display/table.js";

/** What an experiment found: a sentence, the pictures that show it, the numbers behind them. */
export interface Report<Data> extends Displayable {
  readonly title: string;
  readonly finding: string;
  readonly figures: readonly Figure[];
  readonly table?: Table;
  /** The numbers, to go on with. */
  readonly data: Data;
  toString(): string;
}

/** Makes a report of its parts. */
export function makeReport<Data>(
  parts: Pick<Report<Data>, "title" | "finding" | "figures" | "table" | "data">,
): Report<Data> {
  const { title, finding, figures, table } = parts;
  const text = [
    title,
    finding,
    ...(table === undefined ? figures.map((figure) => figure.text) : [String(table)]),
  ].join("\n\n");
  return {
    ...parts,
    toString: () => text,
    [JUPYTER_DISPLAY]: () =>
      whenReady(table === undefined ? {} : table[JUPYTER_DISPLAY](), ({ "text/html": rows = "" }) => {
        const pictures = figures.map(({ svg }) => svg).join("");
        const html = `<div style="max-width:60em"><p style="margin:.3em 0 .8em">${escapeHtml(finding)}</p><div style="display:flex;flex-wrap:wrap;gap:10px;margin-bottom:.8em">${pictures}</div>${rows}</div>`;
        return { "text/html": html, "text/plain": text };
      }),
  };
}
