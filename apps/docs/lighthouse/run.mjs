// node run.mjs: asks Lighthouse about the built site in a headless Chromium and writes reports/lighthouse.json.
// ACTFN_CHROMIUM names the browser. `npm run measure:site` in apps/docs installs this folder and runs it.

import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";
import { startHost } from "./host.mjs";

const pages = ["/", "/activations/gelu.html"];
const categories = ["performance", "accessibility", "best-practices", "seo"];
/** The middle of some runs counts: a busy machine makes one of them slow. */
const runs = 3;

const built = fileURLToPath(new URL("../.vitepress/dist/", import.meta.url));
if (!existsSync(built)) throw new Error("There is no built site; run npm run build in apps/docs first.");
const host = await startHost(built);
const chrome = await chromeLauncher.launch({
  ...(process.env.ACTFN_CHROMIUM ? { chromePath: process.env.ACTFN_CHROMIUM } : {}),
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const results = [];
  for (const page of pages) results.push(await asked(page));
  const report = {
    date: new Date().toISOString(),
    ...results[0].by,
    pages: results.map(({ by, ...rest }) => rest),
  };
  const file = new URL("../reports/lighthouse.json", import.meta.url);
  writeFileSync(fileURLToPath(file), `${JSON.stringify(report, null, 1)}\n`);
  for (const { path, scores, failed } of report.pages) console.log(path, scores, failed.join("; "));
} finally {
  await chrome.kill();
  host.close();
}

/** What Lighthouse says of a page: the run with the middle performance of three. */
async function asked(path) {
  const all = [];
  for (let i = 0; i < runs; i++) {
    const { lhr } = await lighthouse(host.address + path, { port: chrome.port, onlyCategories: categories });
    all.push(lhr);
  }
  all.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  const lhr = all[runs >> 1];
  const metric = (id) => Math.round(lhr.audits[id].numericValue * 1000) / 1000;
  const failed = categories.flatMap((category) =>
    lhr.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${lhr.audits[id].title}`),
  );
  return {
    by: {
      lighthouse: lhr.lighthouseVersion,
      browser: lhr.environment.hostUserAgent,
      form: lhr.configSettings.formFactor,
    },
    path,
    scores: Object.fromEntries(
      categories.map((category) => [category, Math.round(lhr.categories[category].score * 100)]),
    ),
    firstContentfulPaint: metric("first-contentful-paint"),
    largestContentfulPaint: metric("largest-contentful-paint"),
    totalBlockingTime: metric("total-blocking-time"),
    cumulativeLayoutShift: metric("cumulative-layout-shift"),
    failed,
  };
}
