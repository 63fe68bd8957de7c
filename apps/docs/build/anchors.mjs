// TypeDoc and the site count and spell the anchors of equal headings in ways of their own; this brings links to the site's.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** @param {string} text */
function slug(text) {
  return text
    .replace(/\\(.)/g, "$1")
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
}

/**
 * The anchors of a page's headings, as the site makes them.
 * @param {string} markdown
 */
function anchorsOf(markdown) {
  const anchors = new Set();
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, "");
  for (const [, heading = ""] of prose.matchAll(/^#{1,6} (.*)$/gm)) {
    const first = slug(heading);
    let anchor = first;
    for (let i = 1; anchors.has(anchor); i++) anchor = `${first}-${i}`;
    anchors.add(anchor);
  }
  return anchors;
}

/**
 * Mends the links of pages to anchors that are spelled otherwise; where there is no such heading, to its page.
 * @param {readonly string[]} files
 */
export function mendAnchors(files) {
  const known = new Map(files.map((file) => [file, anchorsOf(readFileSync(file, "utf8"))]));
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const mended = text.replace(/\]\(([^)#\s]*)#([^)\s]+)\)/g, (link, page, anchor) => {
      const target = page === "" ? file : join(dirname(file), page);
      const anchors = known.get(target);
      if (anchors === undefined) return existsSync(target) ? link : `](${page})`;
      const spelled = [anchor, slug(anchor), slug(anchor).replace(/-\d+$/, "")].find((name) =>
        anchors.has(name),
      );
      return spelled === undefined ? `](${page === "" ? "#" : page})` : `](${page}#${spelled})`;
    });
    if (mended !== text) writeFileSync(file, mended);
  }
}
