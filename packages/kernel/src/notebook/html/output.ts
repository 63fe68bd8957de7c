import { escapeHtml } from "@actfn/plot";
import type { Json, MimeBundle } from "../../protocol/message.js";
import type { Output } from "../format.js";
import { ansiToHtml } from "./ansi.js";
import { renderMarkdown, renderTex } from "./markdown.js";

/** The richest form first, as Jupyter orders them. */
const RENDERERS: readonly (readonly [mime: string, render: (value: Json) => string])[] = [
  ["text/html", (value) => String(value)],
  ["image/svg+xml", (value) => `<figure>${String(value)}</figure>`],
  ["text/markdown", (value) => renderMarkdown(String(value))],
  ["text/latex", (value) => renderTex(String(value), true)],
  ["image/png", (value) => `<figure><img alt="" src="data:image/png;base64,${String(value)}"></figure>`],
  ["image/jpeg", (value) => `<figure><img alt="" src="data:image/jpeg;base64,${String(value)}"></figure>`],
  ["application/json", (value) => `<pre>${escapeHtml(JSON.stringify(value, undefined, 2))}</pre>`],
  ["text/plain", (value) => `<pre>${ansiToHtml(String(value))}</pre>`],
];

/** One output of a cell as HTML. */
export function renderOutput(output: Output): string {
  if (output.output_type === "stream") {
    return `<pre class="stream ${output.name}">${ansiToHtml(output.text)}</pre>`;
  }
  if (output.output_type === "error")
    return `<pre class="error">${ansiToHtml(output.traceback.join("\n"))}</pre>`;
  return `<div class="display">${renderBundle(output.data)}</div>`;
}

/** A value's bundle as HTML, in its richest form that needs neither a script nor a kernel. */
export function renderBundle(bundle: MimeBundle): string {
  for (const [mime, render] of RENDERERS) {
    const value = bundle[mime];
    if (value !== undefined) return render(value);
  }
  return "";
}
