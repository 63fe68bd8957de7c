import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

/** The worker's script and a backend for it, built from the sources: a worker has no test runner to read TypeScript for it. */
export interface WorkerBundle {
  readonly script: URL;
  readonly backend: URL;
}

export async function buildWorker(): Promise<WorkerBundle> {
  const outDir = mkdtempSync(join(tmpdir(), "actfn-isolate-"));
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: true,
      outDir,
      minify: false,
      rollupOptions: {
        input: { worker: here("../../src/isolate/worker.ts"), backend: here("faulty-backend.ts") },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
      },
    },
  });
  return {
    script: pathToFileURL(join(outDir, "worker.mjs")),
    backend: pathToFileURL(join(outDir, "backend.mjs")),
  };
}
