// A built page in Chromium.

import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { commandOf } from "../engines/command.mjs";
import { rows as engineRows } from "../engines/rows.mjs";

/** @typedef {import("./bench.mjs").Bench} Bench */
/** @typedef {import("./bench.mjs").Run} Run */

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** The headers that allow a page to share memory with workers. */
export const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** The findings, or an error if the program in the page does not end. */
const WITHIN_TIME = `Promise.race([globalThis.actfnFindings, new Promise((_, reject) => {
  setTimeout(() => reject(new Error("the program did not end within 180 s")), 180_000);
})])`;

/**
 * Serves a folder, opens its index.html and waits for its findings.
 * @param {Bench} bench
 * @param {string} folder
 * @param {{ headers?: Record<string, string> }} [options]
 * @returns {Promise<Run>}
 */
export async function runFolder(bench, folder, { headers = ISOLATION } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    readFile(path).then(
      (content) => {
        response.writeHead(200, { ...headers, "Content-Type": TYPES[extname(path)] ?? "text/plain" });
        response.end(content);
      },
      () => response.writeHead(pathname === "/favicon.ico" ? 204 : 404, headers).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    const run = await runPage(bench, `http://127.0.0.1:${port}/`);
    return { ...run, problems: [...run.problems, ...nodeImports(folder)] };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The Chromium of the row of engines, or the reason why there is none. */
export function chromiumCommand() {
  const row = engineRows.find(({ name }) => name === "chromium");
  return row === undefined ? { missing: "the matrix has no row for Chromium" } : commandOf(row);
}

/**
 * Opens a page and waits for its findings.
 * @param {Bench} bench
 * @param {string} url
 * @returns {Promise<Run>}
 */
export async function runPage(bench, url) {
  const browser = chromiumCommand();
  if ("missing" in browser) return { found: undefined, problems: [browser.missing] };
  const playwright = await bench.load("playwright-core");
  const chromium = playwright.chromium ?? playwright.default.chromium;
  const context = await chromium.launchPersistentContext("", {
    executablePath: browser.command,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"].concat([
      "--disable-component-update",
      "--disable-sync",
    ]),
  });
  /** @type {string[]} */
  const problems = [];
  try {
    const page = await context.newPage();
    page.on("pageerror", (/** @type {Error} */ error) => problems.push(`uncaught: ${error.message}`));
    page.on("console", (/** @type {{ type(): string, text(): string }} */ message) => {
      if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
    });
    page.setDefaultTimeout(120_000);
    await page.goto(url);
    await page.waitForFunction("globalThis.actfnFindings !== undefined");
    const host = await page.evaluate("navigator.userAgent.match(/Chrome.([0-9.]+)/)[0].replace('/', ' ')");
    return { found: await page.evaluate(WITHIN_TIME), problems, host };
  } catch (error) {
    return { found: undefined, problems: [...problems, String(error)] };
  } finally {
    await context.close();
  }
}

/**
 * Scripts of a built page that import what only Node has.
 * @param {string} folder
 */
export function nodeImports(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?js$/.test(entry.name) && !entry.parentPath.includes("program"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\b(?:from|import|require)\s*\(?\s*["'`]node:/.test(readFileSync(file, "utf8")))
    .map((file) => `${file.slice(folder.length + 1)} imports a node: module`);
}
