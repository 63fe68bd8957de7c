// npm run measure:site --workspace apps/docs: measures the built site in a headless Chromium (ACTFN_CHROMIUM) and writes
// reports/site.json, then has Lighthouse look at it, which writes reports/lighthouse.json.

import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { startHost } from "../lighthouse/host.mjs";

const built = fileURLToPath(new URL("../.vitepress/dist/", import.meta.url));
const lighthouse = fileURLToPath(new URL("../lighthouse/", import.meta.url));
const host = await startHost(built);
const executablePath = process.env.ACTFN_CHROMIUM;
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const report = {
  date: new Date().toISOString(),
  browser: `Chromium ${browser.version()}`,
  firstPage: await firstPage(),
  backendReady: await repeated(15, backendReady),
  redraw: await redraw(),
  million: await repeated(5, million),
};
await browser.close();
host.close();
writeFileSync(new URL("../reports/site.json", import.meta.url), `${JSON.stringify(report, null, 1)}\n`);
console.log(report);

if (!existsSync(`${lighthouse}node_modules`)) {
  execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: lighthouse, stdio: "inherit" });
}
execFileSync(process.execPath, ["run.mjs"], { cwd: lighthouse, stdio: "inherit" });

async function visit(path) {
  const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await page.goto(host.address + path, { waitUntil: "load" });
  return page;
}

/** Bytes that a new visitor's browser fetches, compressed, until the home page has loaded. */
async function firstPage() {
  const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(`${host.address}/`, { waitUntil: "load" });
  const untilLoad = bytes;
  await page.waitForSelector(".explorer[data-ready]");
  return { bytes: untilLoad, withBackend: bytes };
}

/** Milliseconds from the load event to a backend that can compute. */
async function backendReady() {
  const page = await visit("/activations/softplus.html");
  await page.waitForSelector(".explorer[data-ready-in]");
  const took = await page.evaluate(() => {
    const [ready] = performance.getEntriesByName("actfn ready");
    const [navigation] = performance.getEntriesByType("navigation");
    return Math.max(0, ready.startTime + ready.duration - navigation.loadEventStart);
  });
  await page.context().close();
  return took;
}

/** Milliseconds that the playground's example takes for a million numbers, of the activation that takes the longest. */
async function million() {
  const page = await visit("/playground.html");
  await page.getByText("Ready. Ctrl+Enter").waitFor();
  await page.locator("select").filter({ hasText: "A million numbers" }).selectOption("A million numbers");
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText(/^Done in/).waitFor();
  const rows = page.locator("table tbody tr");
  await rows.first().waitFor();
  const times = (await rows.locator("td:last-child").allTextContents()).map(Number);
  await page.context().close();
  return Math.max(...times);
}

/** Milliseconds from a slider's event to the changed figure of 1,000 points, each position seen for the first time. */
async function redraw() {
  const page = await visit("/activations/softplus.html");
  await page.waitForSelector(".explorer[data-ready]");
  await page.waitForTimeout(500);
  const times = await page.evaluate(async () => {
    const slider = document.querySelector(".control input[type=range]");
    const curve = document.querySelector(".explorer path.curve.value");
    const changed = () =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve();
        });
        observer.observe(curve, { attributes: true });
      });
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const all = [];
    for (let i = 1; i <= 60; i++) {
      await frame();
      const began = performance.now();
      const done = changed();
      slider.value = String(Number(slider.min) + ((Number(slider.max) - Number(slider.min)) * i) / 61);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await done;
      all.push(performance.now() - began);
    }
    return all;
  });
  return spread(times);
}

async function repeated(times, run) {
  const all = [];
  for (let i = 0; i < times; i++) all.push(await run());
  return spread(all);
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const short = (value) => Math.round(value * 100) / 100;
  return { median: short(sorted[sorted.length >> 1]), most: short(sorted.at(-1)), measured: times.length };
}
