// Next with Turbopack: the program in a server component and in a client component of one page.

import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { start } from "../start.mjs";
import { buildIsolated } from "./bundlers.mjs";
import { runPage } from "./page.mjs";

/** @typedef {import("./bench.mjs").Bench} Bench */
/** @typedef {import("./bench.mjs").Run} Run */

const CONFIG = `export default {
  // Bundlers cannot include native code. The packages load it at run time.
  serverExternalPackages: ["onnxruntime-node"],
  headers: async () => [{ source: "/:path*", headers: [
    { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
    { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
  ] }],
};
`;

const LAYOUT = `export default function Layout({ children }) {
  return <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;
}
`;

/** A server component computes on the server, for each request. */
const SERVER = `import { findings } from "../../program/program.mjs";
export const dynamic = "force-dynamic";
export default async function Page() {
  const found = await findings({ isolated: { module: "@actfn/backend-cpu" } });
  return <pre id="found">{JSON.stringify(found)}</pre>;
}
`;

const CLIENT = `"use client";
import { useEffect } from "react";
export default function Page() {
  useEffect(() => { import("../../program/page.mjs"); }, []);
  return <p>client</p>;
}
`;

/**
 * @param {Bench} bench
 * @param {string} row
 * @param {"server" | "client"} component
 * @returns {Promise<Run>}
 */
export async function next(bench, row, component) {
  const folder = bench.fresh(row);
  const files = { "next.config.mjs": CONFIG, "app/layout.jsx": LAYOUT };
  const page = { [`app/${component}/page.jsx`]: component === "server" ? SERVER : CLIENT };
  for (const [name, text] of Object.entries({ ...files, ...page, "package.json": '{ "private": true }' })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  await buildIsolated(bench, folder, join(folder, "public"));
  const cli = join(dirname(bench.require.resolve("next/package.json")), "dist", "bin", "next");
  const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  /** @type {string[]} */
  const said = [];
  const built = await start(process.execPath, [cli, "build"], {
    cwd: folder,
    env: { ...env, NODE_OPTIONS: "" },
    signal: bench.signal,
    onLine: (line) => said.push(line),
  });
  if (built.code !== 0)
    return { found: undefined, problems: [`next build: ${said.slice(-20).join(" ")} ${built.errors}`] };
  const port = await freePort();
  const stop = new AbortController();
  const signal = AbortSignal.any([bench.signal, stop.signal]);
  let ready = () => {};
  const isReady = new Promise((resolve) => {
    ready = () => resolve(undefined);
  });
  const onLine = (/** @type {string} */ line) => {
    if (/Ready in/.test(line)) ready();
  };
  const ended = start(process.execPath, [cli, "start", "--port", String(port)], {
    cwd: folder,
    env,
    signal,
    onLine,
  });
  await Promise.race([isReady, ended]);
  const url = `http://127.0.0.1:${port}/${component}`;
  const run = component === "client" ? await runPage(bench, url) : await readServer(url);
  stop.abort();
  const { errors } = await ended;
  const problems = [...said, ...errors.split("\n")].filter((line) => /@actfn|unhandled/i.test(line));
  return { ...run, problems: [...run.problems, ...problems] };
}

/** @param {string} url @returns {Promise<Run>} */
async function readServer(url) {
  const text = await (await fetch(url)).text();
  const json = /<pre id="found">(.*?)<\/pre>/s
    .exec(text)?.[1]
    ?.replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&gt;", ">");
  return json === undefined
    ? { found: undefined, problems: [`the page has no findings: ${text.slice(0, 500)}`] }
    : { found: JSON.parse(json.replaceAll("&lt;", "<").replaceAll("&amp;", "&")), problems: [] };
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
