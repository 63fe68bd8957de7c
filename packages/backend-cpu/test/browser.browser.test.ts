import type { Server } from "node:http";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpu } from "../src/index.js";
import type { Page as Answers } from "./browser/page.js";
import { serveRepository, WITHOUT_WEBASSEMBLY } from "./browser/server.js";
import { digestOf, strictDigests } from "./strict-digest.js";

describe("in a cross-origin isolated page whose policy forbids evaluating code", () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let address: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    const served = await serveRepository();
    server = served.server;
    browser = await chromium.launch({
      executablePath: process.env["ACTFN_CHROMIUM"] as string,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    });
    address = `${served.address}/packages/backend-cpu/test/browser/index.html`;
    page = await opened(address);
  });

  async function opened(at: string): Promise<Page> {
    const tab = await browser.newPage();
    tab.on("pageerror", (error) => complaints.push(String(error)));
    await tab.goto(at);
    await tab.waitForFunction(() => "page" in globalThis);
    return tab;
  }

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Asks the page; what it answers comes back as JSON. */
  const ask = <K extends keyof Answers>(what: K, tab = page): Promise<Awaited<ReturnType<Answers[K]>>> =>
    tab.evaluate(
      (name) => (globalThis as unknown as { page: Record<string, () => Promise<unknown>> }).page[name]?.(),
      what,
    ) as Promise<Awaited<ReturnType<Answers[K]>>>;

  const digestHere = async (): Promise<string> => digestOf(await strictDigests(await cpu({ threads: 1 })));

  it("strict results have the bits that Node gives", async () => {
    expect(await ask("digest")).toEqual({ runtime: "WebAssembly SIMD", digest: await digestHere() });
  });

  it("strict results have the same bits where the policy forbids WebAssembly, too", async () => {
    const tab = await opened(`${address}${WITHOUT_WEBASSEMBLY}`);
    expect(await ask("digest", tab)).toEqual({ runtime: "TypeScript", digest: await digestHere() });
  });

  it("threads are Web Workers, and give the bits of one", async () => {
    expect(await ask("threads")).toEqual({ isolated: true, threads: 2, same: true });
  });

  it("where the policy lets no thread start, one thread remains, and info says why", async () => {
    const { threads, threadLimit, same } = await ask("forbidden");
    expect({ threads, same }).toEqual({ threads: 1, same: true });
    expect(threadLimit).toMatch(/worker-src/);
  });

  it("an isolated backend whose worker ends in mid-call loses nothing", async () => {
    const right = [0, 0, 2];
    expect(await ask("restarted")).toEqual({ before: right, during: right, after: right, restarts: 1 });
  });

  it("a call that hangs its worker fails, and the next one is answered by another", async () => {
    expect(await ask("hung")).toEqual({ failure: "TimeoutError", next: [0, 0, 2], restarts: 1 });
  });

  it("a worker whose script throws fails with what it threw, at once", async () => {
    expect(await ask("throwing")).toMatch(/^BackendStartError: .*this one throws/);
  });

  it("a worker that cannot load its backend says so", async () => {
    expect(await ask("unstarted")).toBe("BackendStartError");
    expect(complaints).toEqual([]);
  });
});
