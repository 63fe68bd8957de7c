// Opens a notebook in JupyterLab 4 in a headless Chromium as a user would: runs all cells, moves a slider, asks for
// completion and for help, and takes the pictures that the README shows. Fails where a cell fails or a helper is mute.
//
//   node scripts/jupyterlab.mjs [--jupyter PATH/TO/jupyter-lab] [--chromium PATH] [--pictures FOLDER]

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const KERNEL = here("../bin/actfn-kernel.js");
const { values } = parseArgs({
  options: {
    jupyter: { type: "string", default: "jupyter-lab" },
    chromium: { type: "string", default: process.env["ACTFN_CHROMIUM"] ?? "/usr/bin/chromium" },
    pictures: { type: "string", default: here("../pictures") },
  },
});

const NOTEBOOK = `// %% [markdown]
// # Activations in JupyterLab
// %%
await use(cpu());
gelu
// %%
plot(silu)
// %%
compare([relu, gelu, silu, tanh])
// %%
plot.slider(elu, "alpha", 0.1, 3)
// %%
await softmax([[5, 4, -1], [1, 1, 1], [0, 2, 4]], { axis: 1 })
// %%
for (const step of progress(Array.from({ length: 20 }), { label: "training" })) await new Promise((r) => setTimeout(r, 60));
// %%
await lab.gradientFlow([sigmoid, tanh, relu, gelu], { depth: 30 })
// %% tags=raises-exception
const slope: number = "steep";
`;

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {string} folder @param {number} port */
function startLab(folder, port) {
  const data = join(folder, "data");
  spawnSync(process.execPath, [KERNEL, "install"], { env: { ...process.env, JUPYTER_DATA_DIR: data } });
  const flags = [
    "--no-browser",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--IdentityProvider.token=actfn",
    `--ServerApp.root_dir=${folder}`,
  ];
  if (process.getuid?.() === 0) flags.push("--allow-root");
  const env = { ...process.env, HOME: folder, JUPYTER_DATA_DIR: data };
  return spawn(values.jupyter, flags, { env, stdio: "ignore" });
}

/** @param {import("playwright-core").Page} page @param {string} name */
async function picture(page, name) {
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(values.pictures, `${name}.png`) });
  console.log(`  ${name}.png`);
}

/** @param {import("playwright-core").Page} page @param {number} index */
async function scrollToCell(page, index) {
  await page.locator(".jp-WindowedPanel-outer").evaluate((element) => element.scrollTo(0, 0));
  const cell = page.locator(`.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`);
  for (let tries = 0; tries < 40 && !(await cell.isVisible()); tries++) {
    await page.locator(".jp-WindowedPanel-outer").evaluate((element) => element.scrollBy(0, 300));
    await page.waitForTimeout(100);
  }
  await cell.evaluate((element) => element.scrollIntoView({ block: "start" }));
  return cell;
}

/** @param {import("playwright-core").Page} page @param {number} port */
async function look(page, port) {
  await page.goto(`http://127.0.0.1:${port}/lab/tree/demo.ipynb?token=actfn&reset`);
  await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: 90_000 });
  await page.waitForSelector(".jp-Notebook-ExecutionIndicator[data-status=idle]", { timeout: 90_000 });
  // The indicator says idle before the session is whole, and a cell that is run by then asks for a kernel.
  await page.waitForTimeout(6000);
  const no = page.getByRole("button", { name: "No", exact: true });
  if (await no.isVisible()) await no.click();
  await page.keyboard.press("Control+b");
  await page.getByText("Run", { exact: true }).first().click();
  await page.getByText("Run All Cells", { exact: true }).first().click();
  const counter = page.locator('.jp-Cell[data-windowed-list-index="8"] .jp-InputPrompt');
  await counter.filter({ hasText: "[8]" }).waitFor({ timeout: 60_000, state: "attached" });

  for (const [index, name] of [
    [1, "activation"],
    [2, "plot"],
    [3, "compare"],
  ]) {
    await scrollToCell(page, Number(index));
    await picture(page, String(name));
  }
  const sliding = await scrollToCell(page, 4);
  await sliding.locator("input[type=range]").fill("20");
  if ((await sliding.locator("output").textContent()) !== "3")
    throw new Error("the slider does not move its picture");
  await picture(page, "slider");
  for (const [index, name] of [
    [5, "tensor-and-progress"],
    [7, "gradient-flow"],
    [8, "type-error"],
  ]) {
    await scrollToCell(page, Number(index));
    await picture(page, String(name));
  }
  // The last cell is meant to fail; JupyterLab shows its traceback as it shows what is printed to stderr.
  const stderr = '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]';
  const failures = await page.locator(stderr).count();
  if (failures !== 1) throw new Error(`${failures} cells failed or printed to stderr, where 1 should`);
  await help(page);
}

/** @param {import("playwright-core").Page} page */
async function help(page) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await page.keyboard.type("lab.");
  await page.keyboard.press("Tab");
  await page.locator(".jp-Completer").waitFor({ timeout: 10_000 });
  await picture(page, "completion");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("gelu");
  await page.keyboard.press("Shift+Tab");
  await page.locator(".jp-Tooltip").waitFor({ timeout: 10_000 });
  await picture(page, "shift-tab");
}

const folder = mkdtempSync(join(tmpdir(), "actfn-lab-"));
mkdirSync(values.pictures, { recursive: true });
writeFileSync(join(folder, "demo.ts"), NOTEBOOK);
spawnSync(process.execPath, [KERNEL, "convert", join(folder, "demo.ts")]);
if (!existsSync(values.chromium))
  throw new Error(`There is no Chromium at ${values.chromium}; name one with --chromium.`);
const port = await freePort();
const server = startLab(folder, port);
const browser = await chromium.launch({ executablePath: values.chromium, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 820 } });
  for (let tries = 0; tries < 60; tries++) {
    const answered = await fetch(`http://127.0.0.1:${port}/api?token=actfn`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await look(page, port);
  console.log("JupyterLab shows what it should.");
} catch (error) {
  const [page] = browser.contexts().flatMap((context) => context.pages());
  await page?.screenshot({ path: join(values.pictures, "failure.png") });
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.kill();
}
