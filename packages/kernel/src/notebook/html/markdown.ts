import { escapeHtml } from "@actfn/plot";
import { Marked, type TokenizerAndRendererExtension } from "marked";
import temml from "temml";
import { highlight } from "./highlight.js";

const math = (
  name: string,
  level: "block" | "inline",
  opening: RegExp,
  pattern: RegExp,
): TokenizerAndRendererExtension => ({
  name,
  level,
  start: (source) => source.match(opening)?.index,
  tokenizer: (source) => {
    const match = pattern.exec(source);
    return match === null ? undefined : { type: name, raw: match[0], text: (match[1] ?? "").trim() };
  },
  renderer: (token) => renderTex(String(token["text"]), level === "block" || token.raw.startsWith("$$")),
});

const marked = new Marked({
  gfm: true,
  extensions: [
    math("displayMath", "block", /\$\$/, /^\$\$([\s\S]+?)\$\$(?:\n|$)/),
    math("inlineMath", "inline", /\$/, /^\$\$?(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$\$?(?!\d)/),
  ],
  renderer: {
    code: ({ text, lang }) =>
      `<pre class="source"><code>${lang === undefined || /^(ts|typescript|js|javascript)$/.test(lang) ? highlight(text) : escapeHtml(text)}</code></pre>`,
  },
});

/** Markdown with formulas in dollars as HTML; formulas become MathML, which browsers typeset without any script. */
export function renderMarkdown(source: string): string {
  return marked.parse(source, { async: false });
}

/** A TeX formula as MathML; one that cannot be read stays as it is written, marked as an error. */
export function renderTex(source: string, displayMode: boolean): string {
  return temml.renderToString(source.replace(/^\$+|\$+$/g, ""), { displayMode, throwOnError: false });
}
