import { describe, expect, it } from "vitest";
import { parsePercent } from "../percent.js";
import { renderNotebook } from "./document.js";
import { highlight } from "./highlight.js";
import { renderMarkdown } from "./markdown.js";

describe("an exported notebook", () => {
  const html = renderNotebook(
    parsePercent('// %% [markdown]\n// # Title & more\n// %%\nconst a = "<b>";'),
    "fallback",
  );

  it("takes its title from the first heading", () => {
    expect(html).toContain("<title>Title &#38; more</title>");
  });

  it("needs nothing from elsewhere", () => {
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(html).not.toContain("<script");
  });

  it("shows code as it is written, marked up", () => {
    expect(html).toContain(
      '<span class="t-keyword">const</span> a = <span class="t-string">&#34;&#60;b&#62;&#34;</span>;',
    );
  });
});

describe("renderMarkdown", () => {
  it("sets formulas as MathML, in lines and on lines of their own", () => {
    expect(renderMarkdown("the value $x^2$ of")).toContain("<math>");
    expect(renderMarkdown("$$\\frac{1}{2}$$")).toContain('display="block"');
  });

  it("takes prices for what they are", () => {
    expect(renderMarkdown("from $5 to $10")).not.toContain("<math");
  });

  it("survives a formula that is none", () => {
    expect(renderMarkdown("$\\frac{$ end")).toContain("end");
  });
});

describe("highlight", () => {
  it("loses no character", () => {
    const code =
      'async function f<T>(x: T): Promise<T> {\n  // "quoted"\n  return await g(`a & b`, 1e-3);\n}';
    const text = highlight(code)
      .replace(/<[^>]+>/g, "")
      .replace(/&#(\d+);/g, (_, digits) => String.fromCharCode(Number(digits)));
    expect(text).toBe(code);
  });
});
