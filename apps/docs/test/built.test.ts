import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue } from "@actfn/core";
import { describe, expect, test } from "vitest";
import { filesOf } from "../build/offline.js";

const folder = fileURLToPath(new URL("../.vitepress/dist", import.meta.url));
if (!existsSync(join(folder, "index.html")))
  throw new Error("There is no built site; run npm run build first.");

const files = await filesOf(folder);
const pages = new Map(
  files
    .filter((file) => file.endsWith(".html"))
    .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
);

/** The file that an address of a page leads to, without what follows the #; undefined for another host's. */
function target(page: string, address: string): string | undefined {
  const [path = ""] = address.split(/[?#]/, 1);
  if (/^[a-z]+:/i.test(address)) return undefined;
  if (path === "") return page;
  const file = path.startsWith("/") ? path.slice(1) : posix.join(dirname(page), path);
  return file === "" || file.endsWith("/") ? `${file}index.html` : file;
}

describe("the built site", () => {
  test("has a page for every activation, and for each its text", () => {
    for (const { definition } of catalogue) {
      expect(pages.has(`activations/${definition.name}.html`), definition.name).toBe(true);
      expect(files).toContain(`activations/${definition.name}.md`);
    }
  });

  test("has no link that leads nowhere", () => {
    const broken: string[] = [];
    for (const [page, html] of pages) {
      for (const [, attribute, address = ""] of html.matchAll(/<[a-z][^>]*?\s(href|src)="([^"]*)"/g)) {
        const file = target(page, address.replaceAll("&amp;", "&"));
        if (file === undefined) continue;
        const id = decodeURIComponent(address.split("#")[1] ?? "");
        const isThere = files.includes(file);
        const hasAnchor = id === "" || !file.endsWith(".html") || pages.get(file)?.includes(`id="${id}"`);
        if (!isThere || !hasAnchor) broken.push(`${page}: ${attribute}="${address}"`);
      }
    }
    expect(broken).toEqual([]);
  });

  test("loads nothing from another host and has no style attribute, on any page", () => {
    for (const [page, html] of pages) {
      expect(html, page).not.toMatch(
        /<(?:script|link|img|iframe|source)[^>]*\s(?:src|href)="(?:https?:)?\/\//,
      );
      expect(html, page).not.toMatch(/<[a-z][^>]* style="/);
    }
  });

  test("is sealed by a policy without unsafe-inline and unsafe-eval, on every page", () => {
    for (const [page, html] of pages) {
      const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
      expect(policy, page).toContain("default-src 'none'");
      expect(policy?.replaceAll("'wasm-unsafe-eval'", ""), page).not.toContain("unsafe-");
    }
  });

  test("has a title, a description and a language on every page", () => {
    for (const [page, html] of pages) {
      expect(html, page).toMatch(/<html lang="en"/);
      expect(html, page).toMatch(/<title>[^<]+<\/title>/);
      expect(html, page).toMatch(/<meta name="description" content="[^"]+">/);
    }
  });

  test("names in its reference only what can be imported, and the namespace of core/program", () => {
    const titles = [...pages].flatMap(([page, html]) =>
      page.startsWith("api/") ? (/<h1[^>]*>(.*?)<a/s.exec(html)?.[1]?.trim() ?? []) : [],
    );
    expect(titles.filter((title) => title.includes(": "))).toEqual(["core/program: coefficients"]);
    expect(titles).toContain("@actfn/core/program");
    expect(titles).not.toContain("@actfn/program");
  });

  test("prints in every page and its text the same formulas, with what they call by name", () => {
    const text = readFileSync(join(folder, "activations/gelu.md"), "utf8");
    expect(text).toContain("$$f(x) = x\\,\\Phi");
    expect(text).toContain("where $\\Phi");
    expect(pages.get("activations/gelu.html")?.match(/<math /g)?.length).toBeGreaterThan(7);
  });

  test("lists itself in llms.txt, with links that are there", () => {
    const text = readFileSync(join(folder, "llms.txt"), "utf8");
    const links = [...text.matchAll(/\]\(\/([^)]*)\)/g)].map(([, path]) => path);
    expect(links.length).toBeGreaterThan(catalogue.length);
    for (const link of links) expect(files).toContain(link);
  });
});
