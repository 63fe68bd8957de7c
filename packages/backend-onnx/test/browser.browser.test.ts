import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page as Answers } from "./browser/page.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The entries that core exports beside its main one, each with the file that it is built from. */
function sourcesOfCore(): { find: string; replacement: string }[] {
  const manifest = JSON.parse(readFileSync(`${root}/packages/core/package.json`, "utf8")) as {
    exports: Readonly<Record<string, { readonly default: string } | string>>;
  };
  return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
    if (subpath === "." || typeof target === "string") return [];
    const source = target.default.replace("./dist/", "src/").replace(/\.js$/, ".ts");
    return [{ find: `@actfn/core${subpath.slice(1)}`, replacement: `${root}/packages/core/${source}` }];
  });
}

describe("onnxruntime-web in a browser", () => {
  let server: ViteDevServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await createServer({
      root,
      configFile: false,
      logLevel: "silent",
      cacheDir: "node_modules/.vite-backend-onnx",
      resolve: {
        alias: [
          { find: /^@actfn\/([\w-]+)$/, replacement: `${root}/packages/$1/src/index.ts` },
          ...sourcesOfCore(),
        ],
      },
      optimizeDeps: { noDiscovery: true },
      server: { host: "127.0.0.1", port: 0, hmr: false, watch: null },
    });
    await server.listen();
    const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
    browser = await chromium.launch({
      executablePath: process.env["ACTFN_CHROMIUM"] as string,
      args: [...flags, "--no-first-run", "--disable-component-update", "--disable-sync"],
    });
    page = await browser.newPage();
    const address = server.resolvedUrls?.local[0] ?? "";
    await page.goto(`${address}packages/backend-onnx/test/browser/index.html`);
    await page.waitForFunction(() => "page" in globalThis, undefined, { timeout: 60_000 });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Asks the page; what it answers comes back as JSON. */
  const ask = <K extends keyof Answers>(what: K): Promise<Awaited<ReturnType<Answers[K]>>> =>
    page.evaluate(
      (name) => (globalThis as unknown as { page: Record<string, () => Promise<unknown>> }).page[name]?.(),
      what,
    ) as Promise<Awaited<ReturnType<Answers[K]>>>;

  it("says what computes", async () => {
    expect(await ask("info")).toMatchObject({
      runtime: expect.stringMatching(/^onnxruntime-web \d/),
      provider: "wasm",
      requestedProviders: ["wasm"],
      codePath: { runtime: "onnxruntime-web", provider: "wasm", variant: "simd128" },
    });
  });

  it("fills arrays that are given, which the runtime itself would leave zero", async () => {
    expect(await ask("filled")).toEqual([0, 2, 3]);
  });

  it("says that a provider is not there", async () => {
    expect(await ask("missingProvider")).toMatch(/^ProviderError: .*"webgpu"/);
  });

  it("passes the conformance suite with the declared deviations", async () => {
    const report = await ask("conformance");
    const failed = report.findings.filter(({ status }) => status === "failed");
    expect(failed).toEqual([]);
    expect(report.totals.unknown).toBe(0);
    expect(report.passed).toBe(true);
  }, 600_000);
});
