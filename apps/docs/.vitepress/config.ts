import { defineConfig } from "vitepress";
import { apiPages } from "../build/api-pages.js";
import { codeClasses, codeTheme } from "../build/code-theme.js";
import { type ListedPage, writeMachineReadable } from "../build/machine-readable.js";
import { writeServiceWorker } from "../build/offline.js";
import { buildPlayground } from "../build/playground.js";
import { sealPolicy, withoutStyleAttributes } from "../build/policy.js";
import { activations } from "../catalogue/activations.js";
import { families } from "../catalogue/families.js";

const base = process.env["ACTFN_BASE"] ?? "/";

const guides = [
  {
    text: "Use it",
    items: [
      { text: "Getting started", link: "/guides/start" },
      { text: "Notebooks", link: "/guides/notebooks" },
      { text: "Swapping backends", link: "/guides/swapping" },
      { text: "Precision", link: "/guides/precision" },
      { text: "Export", link: "/guides/export" },
      { text: "Migrating", link: "/guides/migrating" },
    ],
  },
  {
    text: "Build on it",
    items: [
      { text: "Your own activation", link: "/guides/own-activation" },
      { text: "Your own backend", link: "/guides/own-backend" },
      { text: "Threads and native code", link: "/guides/native-threads" },
      { text: "Conformance", link: "/guides/conformance" },
      { text: "Architecture", link: "/guides/architecture" },
      { text: "API", link: "/api/" },
    ],
  },
];

/** What is written beside the catalogue, collected while the pages are rendered. */
const pages: ListedPage[] = [];

const sidebarFamilies = families.flatMap(({ family, title }) => {
  const items = activations
    .filter(({ definition }) => definition.family === family)
    .map(({ definition }) => ({ text: definition.title, link: `/activations/${definition.name}` }));
  return items.length === 0 ? [] : [{ text: title, items }];
});

export default defineConfig({
  base,
  srcDir: "pages",
  lang: "en",
  title: "actfn",
  titleTemplate: ":title | actfn",
  description: "Activation functions for TypeScript, forward and backward, on the backend you choose.",
  head: [
    ["link", { rel: "icon", type: "image/svg+xml", href: `${base}icon.svg` }],
    ["meta", { name: "theme-color", content: "#faf8f3", media: "(prefers-color-scheme: light)" }],
    ["meta", { name: "theme-color", content: "#111719", media: "(prefers-color-scheme: dark)" }],
  ],
  // Without the style element that would hold transitions back while the colors change: the policy allows none.
  appearance: { disableTransition: false },
  markdown: { theme: codeTheme, codeTransformers: [codeClasses] },
  themeConfig: {
    logo: { src: "/icon.svg", alt: "" },
    search: {
      provider: "local",
      options: {
        // The reference would make the index ten times as large; its pages have their own lists of names.
        _render: (source, env, markdown) =>
          String(env.relativePath).startsWith("api/") ? "" : markdown.render(source, env),
      },
    },
    nav: [
      { text: "Activations", link: "/activations/", activeMatch: "/activations/" },
      { text: "Compare", link: "/compare" },
      { text: "Families", link: "/families" },
      { text: "Playground", link: "/playground" },
      { text: "Experiments", link: "/experiments/" },
      { text: "Backends", link: "/backends" },
      { text: "Guides", link: "/guides/", activeMatch: "/(?:guides|api)/" },
    ],
    sidebar: {
      "/activations/": [{ text: "All activations", link: "/activations/" }, ...sidebarFamilies],
      "/guides/": guides,
      "/api/": [{ text: "API", items: apiPages() }],
    },
    outline: { level: 2, label: "On this page" },
    docFooter: { prev: false, next: false },
  },
  transformPageData(page) {
    const { title, summary } = (page.params ?? {}) as { readonly title?: string; readonly summary?: string };
    if (title !== undefined) return { title, description: summary ?? "" };
    if (page.relativePath.startsWith("api/")) {
      const name = page.title === "API" ? "the packages of actfn" : page.title;
      return { description: `What ${name} exports, from its sources.` };
    }
    const path = page.relativePath.replace(/\.md$/, ".html");
    if (!pages.some((listed) => listed.path === path))
      pages.push({ path, title: page.title, description: page.description });
    return undefined;
  },
  buildEnd: async ({ outDir }) => {
    await buildPlayground(outDir);
    await writeMachineReadable(outDir, base, pages);
    await writeServiceWorker(outDir, base);
  },
  transformHtml: (html) => sealPolicy(withoutStyleAttributes(html)),
});
