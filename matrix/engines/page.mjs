// The probe in a browser: a server for the repository, and a browser that opens the page and posts what it finds. No driver
// is needed, so that any browser will do.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { root, workspaces } from "../../scripts/steps/repository.mjs";
import { start } from "../start.mjs";

/** @typedef {import("./run-row.mjs").Cell} Cell */

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** The built entries of the packages. */
const entries = workspaces("packages").flatMap(({ name, manifest }) =>
  Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
    const file = /** @type {{ default?: string }} */ (target).default;
    return file === undefined
      ? []
      : [[`${manifest.name}${entry.slice(1)}`, `/packages/${name}/${file.slice(2)}`]];
  }),
);
const imports = {
  ...Object.fromEntries(entries),
  "fast-check": "/matrix/out/probe/fast-check.js",
  "onnxruntime-web/wasm": "/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs",
};
const PAGE = `<!doctype html><meta charset="utf-8"><title>actfn</title><link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
<script>
  const fail = (error) => fetch("/cell", { method: "POST", body: JSON.stringify({ part: "page", seconds: 0, error }) });
  addEventListener("error", ({ message, target }) => fail(message ?? "could not load " + target.src), true);
</script>
<script type="module" src="/matrix/out/probe/in-page.js"></script>`;

/** Settings without the features of a first start: no welcome page, no updates, no telemetry. */
const FIREFOX_PREFERENCES = [
  ["browser.shell.checkDefaultBrowser", false],
  ["browser.aboutwelcome.enabled", false],
  ["browser.startup.homepage_override.mstone", "ignore"],
  ["datareporting.policy.dataSubmissionEnabled", false],
  ["toolkit.telemetry.reportingpolicy.firstRun", false],
  ["app.normandy.enabled", false],
  ["extensions.update.enabled", false],
  ["network.captive-portal-service.enabled", false],
  ["network.connectivity-service.enabled", false],
]
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join("");

/**
 * @param {"chromium" | "firefox"} host
 * @param {string} profile   an empty folder
 */
function browserArguments(host, profile) {
  if (host === "firefox") {
    writeFileSync(join(profile, "user.js"), FIREFOX_PREFERENCES);
    return ["--headless", "--no-remote", "--profile", profile];
  }
  const quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"];
  return ["--headless=new", "--no-sandbox", "--disable-gpu", ...quiet, `--user-data-dir=${profile}`];
}

/**
 * Opens the probe's page in a browser, and tells of each cell as the page posts it. Returns why it ended too early, where it
 * did.
 * @param {"chromium" | "firefox"} host
 * @param {{ command: string, args: readonly string[] }} browser
 * @param {readonly string[]} parts
 * @param {AbortSignal} signal
 * @param {(cell: Cell) => void} onCell
 * @returns {Promise<string | undefined>}
 */
export async function probeInBrowser(host, browser, parts, signal, onCell) {
  const profile = mkdtempSync(join(tmpdir(), "actfn-matrix-"));
  const done = new AbortController();
  let complete = false;
  const { server, address } = await serve((body) => {
    const cell = body === "" ? undefined : JSON.parse(body);
    if (cell !== undefined) onCell(cell);
    // The page reports that it failed, and sends nothing more.
    if (cell !== undefined && cell.part !== "page") return;
    complete = true;
    done.abort();
  });
  try {
    const url = `${address}/?parts=${parts.join(",")}`;
    const args = [...browser.args, ...browserArguments(host, profile), url];
    const { code, errors } = await start(browser.command, args, {
      signal: AbortSignal.any([signal, done.signal]),
      env: { HOME: profile },
    });
    return complete ? undefined : `the browser ended with code ${code}: ${errors.trim().split("\n").at(-1)}`;
  } finally {
    server.closeAllConnections();
    server.close();
    // Processes that are ending may still write to it.
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** @param {(body: string) => void} onPost */
async function serve(onPost) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "POST") {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      response.end();
      onPost(body);
      return;
    }
    const path = pathname === "/" ? undefined : join(root, normalize(pathname));
    try {
      const content = path === undefined ? PAGE : await readFile(path);
      response.writeHead(200, { "content-type": TYPES[extname(path ?? "page.html")] ?? "text/plain" });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const at = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { server, address: `http://127.0.0.1:${at.port}` };
}
