import { escapeHtml } from "@actfn/plot";

const KEYWORDS =
  "abstract as async await break case catch class const continue default delete do else enum export extends false finally for from function if implements import in instanceof interface keyof let new null of readonly return satisfies static super switch this throw true try type typeof undefined var void while yield";

const TOKEN = new RegExp(
  [
    "(?<comment>//[^\\n]*|/\\*[^]*?\\*/)",
    "(?<string>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|`(?:\\\\.|[^`\\\\])*`)",
    "(?<number>\\b(?:0[xob][\\da-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?)n?\\b)",
    `(?<keyword>\\b(?:${KEYWORDS.replaceAll(" ", "|")})\\b)`,
    "(?<call>\\b[A-Za-z_$][\\w$]*(?=\\())",
    "(?<name>\\b[A-Z][\\w$]*\\b)",
  ].join("|"),
  "g",
);

/** TypeScript as HTML, its tokens marked with classes: `<span class="t-keyword">const</span>`. */
export function highlight(code: string): string {
  let html = "";
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    html += `${escapeHtml(code.slice(end, match.index))}<span class="t-${kind}">${escapeHtml(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(end));
}
