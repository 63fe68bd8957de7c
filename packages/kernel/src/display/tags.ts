import { escapeHtml } from "@actfn/plot";
import { type Displayable, isDisplayable, JUPYTER_DISPLAY } from "./bundle.js";

/** A string with the MIME type that it is written in. */
export interface MarkedUp extends Displayable {
  readonly mime: string;
  readonly source: string;
}

/** Marks a string with its MIME type, so that it is shown as what it is. */
export function markUp(mime: string, source: string): MarkedUp {
  return { mime, source, [JUPYTER_DISPLAY]: () => ({ [mime]: source, "text/plain": source }) };
}

type Tag = (strings: TemplateStringsArray, ...values: unknown[]) => MarkedUp;

/** HTML: html`<b>${text}</b>`. Values are escaped, unless they are themselves made by `html` or `svg`. */
export const html: Tag = (strings, ...values) => markUp("text/html", weave(strings, values, sourceOf));

/** Markdown: md`**GELU** is $x\Phi(x)$`. Backslashes are kept as they are written, for formulas. */
export const md: Tag = (strings, ...values) =>
  markUp("text/markdown", dedent(weave(strings.raw, values, String)));

/** An SVG image: svg`<svg …>…</svg>`. */
export const svg: Tag = (strings, ...values) => markUp("image/svg+xml", weave(strings, values, sourceOf));

/** A formula in TeX: tex`\frac{1}{1 + e^{-x}}`. Backslashes are kept as they are written. */
export const tex: Tag = (strings, ...values) =>
  markUp("text/latex", `$$${weave(strings.raw, values, String)}$$`);

/** What is HTML or SVG already stays as it is. A formula or Markdown is neither: its source is text among them. */
function sourceOf(value: unknown): string {
  if (!isMarkedUp(value)) return escapeHtml(String(value));
  const isMarkup = value.mime === "text/html" || value.mime === "image/svg+xml";
  return isMarkup ? value.source : escapeHtml(value.source);
}

function isMarkedUp(value: unknown): value is MarkedUp {
  return isDisplayable(value) && "source" in value && typeof value.source === "string" && "mime" in value;
}

function weave(
  parts: readonly string[],
  values: readonly unknown[],
  print: (value: unknown) => string,
): string {
  return parts.map((part, index) => (index === 0 ? part : print(values[index - 1]) + part)).join("");
}

/** Removes the indentation that all lines share, which Markdown would take for a code block. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line) => line.slice(shared))
    .join("\n")
    .trimEnd();
}
