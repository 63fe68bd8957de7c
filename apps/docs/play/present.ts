import { followSliders } from "@actfn/plot";
import type { Bundle } from "./event.js";

/** The forms of a value from the richest to the plainest, as a notebook prefers them. */
const order = [
  "text/html",
  "text/markdown",
  "image/svg+xml",
  "image/png",
  "text/latex",
  "text/plain",
] as const;

/** Makes an element that shows a value in the richest of its forms. */
export async function present(bundle: Bundle): Promise<HTMLElement> {
  const type = order.find((candidate) => bundle[candidate] !== undefined) ?? "text/plain";
  const content = String(bundle[type] ?? "");
  const box = document.createElement("div");
  box.className = `output output-${type.replace(/\W+/g, "-")}`;
  if (type === "text/plain") {
    const text = document.createElement("pre");
    text.textContent = content;
    box.append(text);
  } else if (type === "image/png") {
    const image = document.createElement("img");
    image.src = `data:image/png;base64,${content}`;
    image.alt = String(bundle["text/plain"] ?? "");
    box.append(image);
  } else if (type === "text/markdown") box.append(...(await fromMarkdown(content)));
  else if (type === "text/latex") box.append(...(await fromTex(content)));
  else {
    box.append(...fromMarkup(content));
    followSliders(box);
  }
  return box;
}

/** Elements that could load, run or send something, or style the page around them. */
const refused = "script, style, iframe, object, embed, link, meta, base, form";

/**
 * Markup as nodes that can do no harm: without scripts and handlers. Style attributes, which the policy of the page does
 * not take from markup, are set one by one on the elements. Both are renamed before the markup is read, since a browser
 * complains about them as soon as it sees them.
 */
export function fromMarkup(content: string): Node[] {
  const inert = content.replace(/<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi, (tag) =>
    tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-handler="),
  );
  const { body } = new DOMParser().parseFromString(inert, "text/html");
  for (const element of body.querySelectorAll(refused)) element.remove();
  for (const element of body.querySelectorAll<HTMLElement>("*")) {
    for (const { name, value } of [...element.attributes]) {
      const isAddress = ["href", "src", "xlink:href", "action", "formaction", "srcset"].includes(name);
      const isHarmless = /^(?:#|data:image\/(?:png|jpeg|gif|svg\+xml))/i.test(value.trim());
      if (name.startsWith("on") || (isAddress && !isHarmless)) element.removeAttribute(name);
    }
    const style = element.dataset["style"];
    if (style !== undefined) element.style.cssText = style;
    delete element.dataset["style"];
    delete element.dataset["handler"];
  }
  return [...body.childNodes].map((node) => document.importNode(node, true));
}

async function fromMarkdown(content: string): Promise<Node[]> {
  const { marked } = await import("marked");
  const formulas: string[] = [];
  const withMarks = content.replace(
    /\$\$([\s\S]+?)\$\$/g,
    (_, tex: string) => `@@tex${formulas.push(tex) - 1}@@`,
  );
  const html = await marked.parse(withMarks);
  const pieces = await Promise.all(formulas.map(toMathml));
  return fromMarkup(html.replace(/@@tex(\d+)@@/g, (_, i: string) => pieces[Number(i)] ?? ""));
}

async function fromTex(content: string): Promise<Node[]> {
  return fromMarkup(await toMathml(content.replace(/^\$+|\$+$/g, "")));
}

async function toMathml(tex: string): Promise<string> {
  const { default: temml } = await import("temml");
  return temml.renderToString(tex, { displayMode: true });
}
