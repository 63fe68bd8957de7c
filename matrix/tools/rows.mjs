// The tools of the matrix, a row each.

import * as bundlers from "./bundlers.mjs";
import * as hosts from "./hosts.mjs";
import { next } from "./next.mjs";
import * as runners from "./runners.mjs";

/** @typedef {import("./bench.mjs").Bench} Bench */
/** @typedef {import("./bench.mjs").Run} Run */
/** @typedef {import("./verdict.mjs").CellName} CellName */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} title
 * @property {readonly string[]} tools   npm packages whose versions the report names
 * @property {string} [engine]           a file below the matrix's node_modules that must be there
 * @property {boolean} [browser]         whether Chromium runs it
 * @property {boolean} [quick]           whether `npm test` runs it
 * @property {Partial<Record<CellName, string>>} [declared]   what does not work here, in one sentence each
 * @property {(bench: Bench, row: string) => Promise<Run>} run
 */

const REALM =
  "Jest runs tests in a realm of their own, whose arrays ONNX Runtime refuses; a test environment can hand on those of Node.";
const ISOLATION = "The page is not cross-origin isolated, so memory cannot be shared with workers.";
const NO_WORKERS = "Node's permissions allow no workers here.";
const NATIVE = "Node's permissions allow no native code here.";

/** The flag's name until Node 23. */
const permissionFlag =
  Number(process.versions.node.split(".")[0]) < 24 ? "--experimental-permission" : "--permission";

/** @type {readonly Row[]} */
export const rows = [
  { name: "node-plain", title: "Node, no bundler", tools: [], quick: true, run: hosts.plainNode },
  { name: "require", title: "require() from CommonJS", tools: [], quick: true, run: hosts.required },
  {
    name: "worker-threads",
    title: "In a worker thread of Node",
    tools: [],
    quick: true,
    run: hosts.workerThread,
  },
  {
    name: "permission",
    title: "Node --permission, reading files only",
    tools: [],
    quick: true,
    declared: { threads: NO_WORKERS, onnx: NATIVE, isolate: NO_WORKERS },
    run: (bench, row) => hosts.plainNode(bench, row, { flags: [permissionFlag, "--allow-fs-read=*"] }),
  },
  {
    name: "permission-allowed",
    title: "Node --permission, workers and native code allowed",
    tools: [],
    run: (bench, row) =>
      hosts.plainNode(bench, row, {
        flags: [permissionFlag, "--allow-fs-read=*", "--allow-worker", "--allow-addons"],
      }),
  },
  {
    name: "esbuild-esm",
    title: "esbuild for Node, ES module",
    tools: ["esbuild"],
    run: (bench, row) => hosts.esbuildNode(bench, row, "esm"),
  },
  {
    name: "esbuild-cjs",
    title: "esbuild for Node, CommonJS",
    tools: ["esbuild"],
    quick: true,
    run: (bench, row) => hosts.esbuildNode(bench, row, "cjs"),
  },
  { name: "webpack-node", title: "webpack for Node", tools: ["webpack"], run: hosts.webpackNode },
  {
    name: "single-executable",
    title: "A single executable application of Node",
    tools: ["esbuild", "postject"],
    run: hosts.singleExecutable,
  },
  { name: "tsx", title: "tsx", tools: ["tsx"], run: hosts.tsx },
  {
    name: "deno-npm",
    title: "Deno, packages of npm",
    tools: [],
    engine: "@deno/linux-x64-glibc/deno",
    run: hosts.deno,
  },
  {
    name: "bun-npm",
    title: "Bun, packages of npm",
    tools: [],
    engine: "@oven/bun-linux-x64-baseline/bin/bun",
    run: hosts.bun,
  },
  { name: "vitest", title: "Vitest", tools: ["vitest"], run: runners.vitest },
  {
    name: "jest-esm",
    title: "Jest, ES modules",
    tools: ["jest"],
    declared: { onnx: REALM },
    run: (bench, row) => runners.jest(bench, row, { format: "esm", environment: "node" }),
  },
  {
    name: "jest-cjs",
    title: "Jest, CommonJS by Babel",
    tools: ["jest", "babel-jest", "babel-plugin-transform-import-meta"],
    declared: { onnx: REALM },
    run: (bench, row) => runners.jest(bench, row, { format: "cjs", environment: "node" }),
  },
  {
    name: "jest-jsdom",
    title: "Jest with jsdom",
    tools: ["jest", "jest-environment-jsdom"],
    declared: { onnx: REALM },
    run: (bench, row) => runners.jest(bench, row, { format: "esm", environment: "jsdom" }),
  },
  {
    name: "esbuild-browser",
    title: "esbuild for browsers",
    tools: ["esbuild", "onnxruntime-web"],
    browser: true,
    run: (bench, row) => bundlers.esbuildBrowser(bench, row),
  },
  {
    name: "web-worker",
    title: "In a Web Worker",
    tools: ["esbuild", "onnxruntime-web"],
    browser: true,
    run: (bench, row) => bundlers.esbuildBrowser(bench, row, { entry: "in-worker.mjs" }),
  },
  {
    name: "rollup",
    title: "Rollup",
    tools: ["rollup", "@rollup/plugin-node-resolve", "onnxruntime-web"],
    browser: true,
    run: bundlers.rollupBrowser,
  },
  {
    name: "vite-build",
    title: "Vite, built, cross-origin isolated",
    tools: ["vite", "onnxruntime-web"],
    browser: true,
    quick: true,
    run: (bench, row) => bundlers.viteBuild(bench, row),
  },
  {
    name: "vite-not-isolated",
    title: "Vite, built, not cross-origin isolated",
    tools: ["vite", "onnxruntime-web"],
    browser: true,
    declared: { threads: ISOLATION },
    run: (bench, row) => bundlers.viteBuild(bench, row, { headers: {} }),
  },
  {
    name: "vite-dev",
    title: "Vite's development server",
    tools: ["vite", "onnxruntime-web"],
    browser: true,
    run: bundlers.viteDev,
  },
  {
    name: "webpack-web",
    title: "webpack for browsers",
    tools: ["webpack", "onnxruntime-web"],
    browser: true,
    run: (bench, row) => bundlers.webpackBrowser(bench, row, "webpack"),
  },
  {
    name: "rspack",
    title: "Rspack",
    tools: ["@rspack/core", "onnxruntime-web"],
    browser: true,
    run: (bench, row) => bundlers.webpackBrowser(bench, row, "@rspack/core"),
  },
  {
    name: "parcel",
    title: "Parcel",
    tools: ["parcel", "onnxruntime-web"],
    browser: true,
    declared: {
      isolate:
        "Parcel's bundle of the worker lacks a module that it shares with the page; pass isolate() the script, built by itself.",
    },
    run: bundlers.parcelBrowser,
  },
  {
    name: "next-server",
    title: "Next with Turbopack, a server component",
    tools: ["next", "react"],
    run: (bench, row) => next(bench, row, "server"),
  },
  {
    name: "next-client",
    title: "Next with Turbopack, a client component",
    tools: ["next", "react", "onnxruntime-web"],
    browser: true,
    run: (bench, row) => next(bench, row, "client"),
  },
];
