import { escapeHtml } from "@actfn/plot";
import type { Cell, Notebook } from "../format.js";
import { highlight } from "./highlight.js";
import { renderMarkdown } from "./markdown.js";
import { renderOutput } from "./output.js";
import { STYLE } from "./style.js";

/** An executed notebook as one HTML file that needs nothing else: no network, no fonts, no script of its own. */
export function renderNotebook(notebook: Notebook, fallbackTitle: string): string {
  const title = titleOf(notebook) ?? fallbackTitle;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${notebook.cells.map(renderCell).join("\n")}
<footer>Executed by the actfn kernel.</footer>
</main>
</body>
</html>
`;
}

function renderCell(cell: Cell): string {
  if (cell.cell_type !== "code") {
    return cell.cell_type === "markdown" ? `<section>${renderMarkdown(cell.source)}</section>` : "";
  }
  const count = cell.execution_count === null ? "" : `<span class="count">[${cell.execution_count}]</span>`;
  const outputs =
    cell.outputs.length === 0
      ? ""
      : `<div class="outputs">${cell.outputs.map(renderOutput).join("\n")}</div>`;
  const source = `<pre class="source"><code>${highlight(cell.source)}</code></pre>`;
  return `<div class="cell">${count}${source}${outputs}</div>`;
}

function titleOf(notebook: Notebook): string | undefined {
  for (const cell of notebook.cells) {
    const heading = cell.cell_type === "markdown" ? /^#\s+(.+)$/m.exec(cell.source)?.[1] : undefined;
    if (heading !== undefined) return heading.replace(/[*_`$]/g, "");
  }
  return undefined;
}
