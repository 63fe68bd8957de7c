// The engines and processors of the matrix, a row each.

/**
 * @typedef {object} Row
 * @property {string} name        as the command line knows it
 * @property {string} title       as the report shows it
 * @property {"V8" | "JavaScriptCore" | "SpiderMonkey"} engine
 * @property {"node" | "bun" | "deno" | "chromium" | "firefox"} host   what the engine is part of, and so how it is started
 * @property {Program} program
 * @property {string} [processor]   one of processors.mjs that is emulated; Default: this machine's own
 */

/**
 * Where a program comes from: a file of a package that `npm ci` installs in `folder`, or one on PATH.
 * @typedef {{ npm: string, folder: "." | "arm64" } | { names: readonly string[], variable: string, debian: string }} Program
 */

/** @param {string} file */
const fromNpm = (file) => /** @type {const} */ ({ npm: file, folder: "." });

/** @type {Program} */
const NODE_24 = fromNpm("node24-linux-x64/bin/node");
/** @type {Program} */
const NODE_24_ARM64 = { npm: "node24-linux-arm64/bin/node", folder: "arm64" };

const node = /** @type {const} */ ({ engine: "V8", host: "node" });

/** @type {readonly Row[]} */
export const rows = [
  { ...node, name: "node-20", title: "Node 20", program: fromNpm("node20-linux-x64/bin/node") },
  { ...node, name: "node-22", title: "Node 22", program: fromNpm("node22-linux-x64/bin/node") },
  { ...node, name: "node-24", title: "Node 24", program: NODE_24 },
  { ...node, name: "node-26", title: "Node 26", program: fromNpm("node26-linux-x64/bin/node") },
  {
    name: "deno",
    title: "Deno",
    engine: "V8",
    host: "deno",
    program: fromNpm("@deno/linux-x64-glibc/deno"),
  },
  {
    name: "bun",
    title: "Bun",
    engine: "JavaScriptCore",
    host: "bun",
    program: fromNpm("@oven/bun-linux-x64-baseline/bin/bun"),
  },
  {
    name: "chromium",
    title: "Chromium",
    engine: "V8",
    host: "chromium",
    program: {
      names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
      variable: "ACTFN_CHROMIUM",
      debian: "chromium",
    },
  },
  {
    name: "firefox",
    title: "Firefox",
    engine: "SpiderMonkey",
    host: "firefox",
    program: { names: ["firefox-esr", "firefox"], variable: "ACTFN_FIREFOX", debian: "firefox-esr" },
  },
  { ...node, name: "node-ssse3", title: "Node 24", program: NODE_24, processor: "ssse3" },
  { ...node, name: "node-sse4", title: "Node 24", program: NODE_24, processor: "sse4" },
  { ...node, name: "node-avx2", title: "Node 24", program: NODE_24, processor: "avx2" },
  { ...node, name: "node-neon", title: "Node 24", program: NODE_24_ARM64, processor: "neon" },
  { ...node, name: "node-sve", title: "Node 24", program: NODE_24_ARM64, processor: "sve" },
];
