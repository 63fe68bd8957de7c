import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const play = fileURLToPath(new URL("../play/", import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** What @actfn/kernel takes from Node, and what stands in for it in a browser. */
const nodeStandIns: Plugin = {
  name: "node stand-ins",
  setup({ onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path }) => {
      const file = { "node:util": "inspect.ts", "node:crypto": "crypto.ts" }[path] ?? "absent.ts";
      return { path: join(play, "node", file) };
    });
    // Optional, and only ever looked for in Node.
    onResolve({ filter: /^(?:onnxruntime-node(?:\/.*)?|@resvg\/resvg-js|mnist)$/ }, ({ path }) => ({
      path,
      external: true,
    }));
  },
};

/** What runtimes fetch beside their modules. */
const wasm = [
  "onnxruntime-web/ort-wasm-simd-threaded.wasm",
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
];

/** Builds the modules that programs of the playground import, with their real names, into `<folder>/play`. */
export async function buildPlayground(folder: string): Promise<void> {
  const outdir = join(folder, "play");
  await mkdir(outdir, { recursive: true });
  await build({
    entryPoints: {
      core: "@actfn/core",
      "backend-cpu": "@actfn/backend-cpu",
      "backend-onnx": "@actfn/backend-onnx",
      kernel: "@actfn/kernel",
      plot: "@actfn/plot",
      peers: join(play, "worker", "peers.ts"),
      prelude: join(play, "worker", "prelude.ts"),
    },
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    bundle: true,
    // The packages as they are published, not their sources, to which the type checker's paths point.
    tsconfigRaw: {},
    format: "esm",
    splitting: true,
    minify: true,
    // Errors are shown with the names of their classes.
    keepNames: true,
    target: "es2022",
    platform: "browser",
    outdir,
    chunkNames: "chunks/[name]-[hash]",
    inject: [join(play, "node", "buffer.ts")],
    plugins: [nodeStandIns],
    logLevel: "warning",
  });
  for (const file of wasm) await copyFile(resolve(file), join(outdir, basename(file)));
}
