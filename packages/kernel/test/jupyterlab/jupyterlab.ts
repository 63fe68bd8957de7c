import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { KERNEL_ENTRY } from "../../src/notebook/kernel-process.js";

/** What JupyterLab is told beforehand, so that it asks nothing, looks for nothing and keeps every cell in the page. */
const SETTINGS: Readonly<Record<string, object>> = {
  "@jupyterlab/apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/notebook-extension/tracker": { windowingMode: "none" },
};

const TOKEN = "actfn";
const WITH_PARENT = fileURLToPath(new URL("../../../../scripts/with-parent.mjs", import.meta.url));

/** The programs that a run needs. */
export interface LabPrograms {
  readonly jupyter: string;
  readonly chromium: string;
}

/** JupyterLab in a browser, on one notebook of this kernel, as a reader has it before them. */
export class Lab {
  readonly page: Page;
  /** What the page complained of. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #server: ChildProcess;
  readonly #folder: string;

  private constructor(page: Page, browser: Browser, server: ChildProcess, folder: string) {
    this.page = page;
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? error.message));
  }

  /** Starts a server in a folder of its own and opens the notebook, which is given as text. */
  static async open(programs: LabPrograms, notebook: string): Promise<Lab> {
    const folder = mkdtempSync(join(tmpdir(), "actfn-lab-"));
    writeFileSync(join(folder, "demo.ts"), notebook);
    execFileSync(process.execPath, [KERNEL_ENTRY, "convert", join(folder, "demo.ts")]);
    const port = await freePort();
    const server = startServer(programs.jupyter, folder, port);
    const browser = await chromium.launch({ executablePath: programs.chromium, args: ["--no-sandbox"] });
    const page = await browser.newPage({ viewport: { width: 1100, height: 820 } });
    const lab = new Lab(page, browser, server, folder);
    try {
      await answering(`http://127.0.0.1:${port}/api?token=${TOKEN}`);
      await page.goto(`http://127.0.0.1:${port}/lab/tree/demo.ipynb?token=${TOKEN}&reset`);
      await lab.#kernelReady();
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  /** The cell at a place in the notebook, scrolled to. */
  async cell(index: number): Promise<Locator> {
    const cell = this.page.locator(".jp-Notebook .jp-Cell").nth(index);
    await cell.evaluate((element) => element.scrollIntoView({ block: "start" }));
    return cell;
  }

  /** Runs all cells and waits until the last of them, of `count` code cells, has ended. */
  async runAll(count: number): Promise<void> {
    await this.page.getByText("Run", { exact: true }).first().click();
    await this.page.getByText("Run All Cells", { exact: true }).first().click();
    const last = this.page.locator(".jp-CodeCell .jp-InputPrompt").nth(count - 1);
    try {
      await last.filter({ hasText: `[${count}]` }).waitFor({ timeout: 45_000, state: "attached" });
    } catch (cause) {
      const cells = await this.page.locator(".jp-Notebook .jp-CodeCell").allInnerTexts();
      throw new Error(`Not every cell ran. The notebook shows:\n${cells.join("\n---\n")}`, { cause });
    }
  }

  /** Saves the notebook and loads the page anew, as after a computer has slept; the kernel goes on. */
  async reload(): Promise<void> {
    await this.page.evaluate(async () => {
      const { jupyterapp: app } = globalThis as unknown as { jupyterapp: LabApplication };
      await app.commands.execute("docmanager:save");
    });
    await this.page.reload();
    await this.#kernelReady();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    const gone = new Promise((resolve) => this.#server.once("exit", resolve));
    this.#server.kill();
    await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A cell that is run before the session is whole asks for a kernel; the indicator alone says idle too early. */
  async #kernelReady(): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const { jupyterapp: app } = globalThis as unknown as { jupyterapp?: LabApplication };
        const context = app?.shell.currentWidget?.sessionContext;
        return context?.isReady === true && context.session?.kernel?.status === "idle";
      },
      undefined,
      { timeout: 60_000 },
    );
    await this.page.keyboard.press("Control+b");
  }
}

/** As much of JupyterLab's own object as is asked for. */
interface LabApplication {
  readonly commands: { execute(id: string): Promise<unknown> };
  readonly shell: {
    readonly currentWidget?: {
      readonly sessionContext?: {
        readonly isReady: boolean;
        readonly session?: { readonly kernel?: { readonly status: string } };
      };
    };
  };
}

function startServer(jupyter: string, folder: string, port: number): ChildProcess {
  const data = join(folder, "data");
  execFileSync(process.execPath, [KERNEL_ENTRY, "install"], {
    env: { ...process.env, JUPYTER_DATA_DIR: data },
  });
  const settings = join(folder, "settings");
  for (const [name, values] of Object.entries(SETTINGS)) {
    const file = join(settings, `${name}.jupyterlab-settings`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(values));
  }
  const flags = [
    "--no-browser",
    "--ip=127.0.0.1",
    `--port=${port}`,
    `--IdentityProvider.token=${TOKEN}`,
    `--ServerApp.root_dir=${folder}`,
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.extension_manager=readonly",
  ];
  if (process.getuid?.() === 0) flags.push("--allow-root");
  const env = { ...process.env, HOME: folder, JUPYTER_DATA_DIR: data, JUPYTERLAB_SETTINGS_DIR: settings };
  // The server ends with the process of these tests, however that ends.
  return spawn(process.execPath, [WITH_PARENT, jupyter, ...flags], {
    env,
    stdio: ["pipe", "ignore", "ignore"],
  });
}

async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    const isThere = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`JupyterLab did not answer at ${address} within a minute.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
