import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const BROWSER_TESTS = "**/*.browser.test.ts";
const WEBGPU_TESTS = "**/*.webgpu.test.ts";

interface Manifest {
  name: string;
  exports?: Record<string, { default?: string } | string>;
}

/** The workspaces, as `packages/core`, … : one vitest project each, named after its folder. */
const workspaces: string[] = ["packages", "apps", "examples"]
  .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
  .filter((folder) => existsSync(join(root, folder, "package.json")));

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** Tests run against sources: every entry a package publishes from dist is answered by the file it is built from. */
function sourceAliases(folder: string): { find: RegExp; replacement: string }[] {
  const { name, exports = {} } = readManifest(folder);
  return Object.entries(exports).flatMap(([subpath, target]) => {
    const built = typeof target === "string" ? target : target.default;
    if (!built?.startsWith("./dist/")) return [];
    const source = built.replace("./dist/", "src/").replace(/\.js$/, ".ts");
    return [{ find: new RegExp(`^${name}${subpath.slice(1)}$`), replacement: join(root, folder, source) }];
  });
}

const alias = workspaces.flatMap(sourceAliases);
const exclude = ["**/node_modules/**", "**/dist/**", "**/out/**", "**/.vitepress/{cache,dist}/**"];

// Bounds for what hangs, not measures of speed: two cores may be busy with much else.
const patience = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

const unitProjects = [...workspaces, "scripts", "matrix"].map((folder) => ({
  resolve: { alias },
  test: {
    name: folder.slice(folder.indexOf("/") + 1),
    root: join(root, folder),
    include: ["**/*.test.{ts,mjs}"],
    exclude: [...exclude, BROWSER_TESTS, WEBGPU_TESTS],
    ...patience,
  },
}));

// Browser tests drive a Chromium that `npm test` finds or installs; without one there is no such project.
const browserProject = {
  resolve: { alias },
  test: {
    name: "browser",
    root,
    include: [BROWSER_TESTS],
    exclude,
    fileParallelism: false,
    ...patience,
  },
};

// WebGPU tests run on a driver that `npm test` finds. A driver that crashes ends its process: the file's, not the run's.
const webgpuProject = {
  resolve: { alias },
  test: {
    name: "webgpu",
    root,
    include: [WEBGPU_TESTS],
    exclude,
    pool: "forks" as const,
    fileParallelism: false,
    ...patience,
  },
};

const config: ViteUserConfig = defineConfig({
  test: {
    passWithNoTests: true,
    globalSetup: join(root, "scripts/temporary-folder.mjs"),
    projects: [
      ...unitProjects,
      ...(process.env["ACTFN_CHROMIUM"] ? [browserProject] : []),
      ...(process.env["ACTFN_WEBGPU"] ? [webgpuProject] : []),
    ],
  },
});

export default config;
