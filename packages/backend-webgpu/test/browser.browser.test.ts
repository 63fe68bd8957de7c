import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createRuntime } from "@actfn/core";
import { reference } from "@actfn/core/program";
import { build, type Plugin } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answers, answersOf } from "./browser/answers.js";
import type { Page as Asked } from "./browser/page.js";

const here = fileURLToPath(new URL("browser/", import.meta.url));
const core = new URL("../../core/", import.meta.url);

/** Leads each entry of core to the source that it is built from. */
const sources: Plugin = {
  name: "sources",
  setup({ onResolve }) {
    const { exports } = JSON.parse(readFileSync(new URL("package.json", core), "utf8")) as {
      exports: Readonly<Record<string, { readonly default: string } | undefined>>;
    };
    onResolve({ filter: /^@actfn\/core(\/|$)/ }, ({ path }) => {
      const built = exports[path.replace("@actfn/core", ".")]?.default ?? "";
      return { path: fileURLToPath(new URL(built.replace("dist/", "src/").replace(/js$/, "ts"), core)) };
    });
  },
};

async function bundles(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [`${here}page.ts`, `${here}worker.ts`],
    outdir: "/",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    external: ["node:*"],
    plugins: [sources],
    write: false,
  });
  return new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*[\\/]/, "/"), text]));
}

describe("in Chromium", () => {
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const files = await bundles();
    server = createServer(({ url = "/" }, response) => {
      const script = files.get(url);
      response.writeHead(200, { "Content-Type": script === undefined ? "text/html" : "text/javascript" });
      response.end(script ?? '<!doctype html><script type="module" src="/page.js"></script>');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    browser = await chromium.launch({
      executablePath: process.env["ACTFN_CHROMIUM"] as string,
      // SwiftShader is offered as an adapter only where this is allowed.
      args: ["--no-sandbox", "--enable-unsafe-webgpu", "--disable-quic", "--disable-background-networking"],
    });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => "page" in globalThis);
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const ask = (what: keyof Asked): Promise<Answers> =>
    page.evaluate((name) => (globalThis as unknown as { readonly page: Asked }).page[name](), what);

  it.each(["here", "inWorker"] as const)("%s the results are near the reference's", async (what) => {
    const { adapter, answers } = await ask(what);
    expect(adapter).not.toBe("unknown");
    const wanted = await answersOf(createRuntime({ backends: [reference()] }));
    expect(answers.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
    for (const [k, values] of wanted.entries()) {
      for (const [i, value] of values.entries()) {
        const found = answers[k]?.[i] as number;
        // Terms of up to 16 cancel in the gradient of the weight.
        const near = Math.abs(found - value) <= Math.max(5 * 2 ** -23 * Math.abs(value), 16 * 2 ** -23);
        if (!Object.is(found, value) && !near) expect([k, i, found]).toEqual([k, i, value]);
      }
    }
  });
});
