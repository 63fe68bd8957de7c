import { createReadStream, existsSync, mkdirSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const built = fileURLToPath(new URL("../.vitepress/dist", import.meta.url));
const screenshots = fileURLToPath(new URL("../out/screenshots", import.meta.url));

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** Serves a folder as a plain host of static files does: no rewriting, no header but the type. */
export async function serve(folder: string = built): Promise<Server> {
  if (!existsSync(folder)) throw new Error(`There is no ${folder}; run npm run build first.`);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    let file = join(folder, normalize(decodeURIComponent(pathname)));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file)) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Where a server answers. */
export function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A page of the site in a browser, and everything that went wrong on it: errors, warnings, failed and foreign requests. */
export interface Visit {
  readonly page: Page;
  readonly problems: string[];
}

/** The built site behind a server, with a browser to visit it. */
export class Site {
  private readonly browser: Browser;
  private readonly server: Server;

  private constructor(browser: Browser, server: Server) {
    this.browser = browser;
    this.server = server;
  }

  static async open(folder?: string): Promise<Site> {
    const server = await serve(folder);
    const executablePath = process.env["ACTFN_CHROMIUM"] as string;
    const browser = await chromium.launch({ executablePath, args: launchFlags });
    return new Site(browser, server);
  }

  get address(): string {
    return addressOf(this.server);
  }

  /** Opens a page as a new visitor. */
  async visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({ serviceWorkers: "block", ...options });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("console", (message) => {
      // That one is our own doing: visits are without a service worker unless they ask for it.
      if (message.text() === "Service Worker registration blocked by Playwright") return;
      if (["error", "warning"].includes(message.type()))
        problems.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
    page.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(?:data|blob):/.test(url) && !url.startsWith(this.address)) problems.push(`foreign: ${url}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(this.address + path, { waitUntil: "load" });
    return { page, problems };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Keeps a picture of a page in out/screenshots, for people to look at. */
export async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

/** Headless, and without the browser's own calls to its maker. */
const launchFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
