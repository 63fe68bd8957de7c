import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { STATE } from "mathjax-full/js/core/MathItem.js";
import { SerializedMmlVisitor } from "mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import "mathjax-full/js/input/tex/ams/AmsConfiguration.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const page = mathjax.document("", {
  InputJax: new TeX({
    packages: ["base", "ams"],
    formatError: (_jax: unknown, error: Error) => {
      throw error;
    },
  }),
  OutputJax: new SVG({ fontCache: "local" }),
});
const mathml = new SerializedMmlVisitor();
const remembered = new Map<string, string>();

/**
 * Typesets TeX as HTML: outlines for the eye, MathML for a screen reader, no font, no script and no style attribute.
 * Throws where the TeX is not right.
 */
export function typeset(tex: string, display = true): string {
  const key = `${display} ${tex}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const container = page.convert(tex, { display });
  const svg = withoutStyle(adaptor.innerHTML(container));
  const tree = page.convert(tex, { display, end: STATE.CONVERT });
  const spoken = mathml
    .visitTree(tree)
    .replace(/<math [^>]*>/, '<math xmlns="http://www.w3.org/1998/Math/MathML" class="visually-hidden">')
    .replace(/ data-mjx-\w+="[^"]*"/g, "")
    .replace(/>\s+</g, "><");
  const html = `<span class="formula${display ? " formula-display" : ""}">${svg}${spoken}</span>`;
  remembered.set(key, html);
  return html;
}

/**
 * The policy that pages are served with allows no style attributes. How far a formula hangs below the line becomes a
 * class instead, in steps of a twentieth of an ex (see style/formula.css, which has the same steps).
 */
function withoutStyle(svg: string): string {
  return svg
    .replace(/style="vertical-align: (-?[\d.]+)(?:ex)?;?"/, (_, depth) => {
      const steps = Math.min(Math.max(Math.round(-Number(depth) * 20), 0), maximalDepth);
      return `class="hangs-${steps}" aria-hidden="true"`;
    })
    .replace(/ (?:data-[\w-]+|role|focusable)="[^"]*"/g, "");
}

/** The deepest step that style/formula.css knows; display formulas do not need it. */
export const maximalDepth = 60;
