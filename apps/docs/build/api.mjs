// Writes the reference of the packages' interfaces into pages/api, a page for each entry point, from their sources.

import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application } from "typedoc";
import { mendAnchors } from "./anchors.mjs";

/** Entry points as they are imported, and the sources behind them. */
const entries = {
  "@actfn/core": "core/src/index.ts",
  "@actfn/core/checks": "core/src/errors/checks.ts",
  "@actfn/core/config": "core/src/config/index.ts",
  "@actfn/core/float32": "core/src/program/float32/index.ts",
  "@actfn/core/host": "core/src/host/index.ts",
  "@actfn/core/isolate": "core/src/isolate/index.ts",
  "@actfn/core/native": "core/src/native/index.ts",
  "@actfn/core/opentelemetry": "core/src/opentelemetry/index.ts",
  "@actfn/core/facts": "core/src/activations/facts/index.ts",
  "@actfn/core/program": "core/src/program/index.ts",
  "@actfn/core/random": "core/src/activations/random/draws.ts",
  "@actfn/core/resilience": "core/src/resilience/index.ts",
  "@actfn/backend-cpu": "backend-cpu/src/index.ts",
  "@actfn/backend-cpu/compile": "backend-cpu/src/standalone/index.ts",
  "@actfn/backend-onnx": "backend-onnx/src/index.ts",
  "@actfn/backend-webgpu": "backend-webgpu/src/index.ts",
  "@actfn/conformance": "conformance/src/index.ts",
  "@actfn/kernel": "kernel/src/index.ts",
  "@actfn/plot": "plot/src/index.ts",
};

const packages = fileURLToPath(new URL("../../../packages/", import.meta.url));
const out = fileURLToPath(new URL("../pages/api/", import.meta.url));

const app = await Application.bootstrapWithPlugins({
  entryPoints: Object.values(entries).map((file) => packages + file),
  tsconfig: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)),
  plugin: ["typedoc-plugin-markdown"],
  router: "module",
  out,
  name: "API",
  readme: "none",
  disableSources: true,
  excludePrivate: true,
  excludeInternal: true,
  // The type checker has its own turn.
  skipErrorChecking: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  entryFileName: "index",
  logLevel: "Error",
});
const project = await app.convert();
if (project === undefined) process.exit(1);
for (const module of project.children ?? []) {
  const source =
    module.sources?.[0]?.fullFileName ?? project.getSymbolIdFromReflection(module)?.fileName ?? "";
  const name = Object.keys(entries).find((entry) => source.endsWith(entries[entry]));
  if (name !== undefined) module.name = name.replace("@actfn/", "");
}
rmSync(out, { recursive: true, force: true });
await app.generateOutputs(project);
if (app.logger.hasErrors()) process.exit(1);
removeNumbers(listPages());
const pages = listPages();
mendAnchors(pages);
for (const page of pages) {
  const text = readFileSync(page, "utf8");
  writeFileSync(
    page,
    text.replace(/^# (?!API$)(.*)$/m, (_, name) => `# ${titleOf(name)}`),
  );
}

/** @returns {string[]} */
function listPages() {
  return readdirSync(out, { recursive: true })
    .map((page) => join(out, String(page)))
    .filter((page) => page.endsWith(".md"));
}

/**
 * Typedoc numbers the page of an entry point if an interface has the same name: core/facts-1.md, because core has `Facts`. An
 * interface has no page of its own here, so the entry point gets the plain name.
 * @param {readonly string[]} pages
 */
function removeNumbers(pages) {
  for (const page of pages) {
    const plain = page.replace(/-\d+\.md$/, ".md");
    if (existsSync(plain)) continue;
    for (const other of pages) {
      const text = readFileSync(other, "utf8");
      writeFileSync(other, text.replaceAll(basename(page), basename(plain)));
    }
    renameSync(page, plain);
  }
}

/**
 * What one imports it as; what is not imported by itself is a namespace, and only core/program has one.
 * @param {string} name
 */
function titleOf(name) {
  return `@actfn/${name}` in entries ? `@actfn/${name}` : `core/program: ${name}`;
}
