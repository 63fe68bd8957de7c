import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

const docs = fileURLToPath(new URL("..", import.meta.url));
const vitepress = fileURLToPath(new URL("../../../node_modules/vitepress/bin/vitepress.js", import.meta.url));

let folder: string;
let site: Site;

// A site below the root of its host, in a folder with a space in its name, built as a deployment would.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "actfn site "));
  const env = { ...process.env, ACTFN_BASE: "/some/where/" };
  const args = [vitepress, "build", "--outDir", join(folder, "some", "where")];
  await promisify(execFile)(process.execPath, args, { cwd: docs, env });
  site = await Site.open(folder);
}, 240_000);
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

test("a plate leads to its page below a sub-path", async () => {
  const { page, problems } = await site.visit("/some/where/");
  await page.waitForSelector(".explorer[data-ready]");
  await page.locator('.plate[data-name="tanh"]').click();
  await expect.poll(() => page.url()).toContain("/some/where/activations/tanh.html");
  await page.waitForSelector(".explorer[data-ready] path.curve");
  expect(problems).toEqual([]);
});

test("the playground finds its worker below a sub-path", async () => {
  const { page, problems } = await site.visit("/some/where/playground.html");
  await page.getByRole("button", { name: "Run" }).click();
  await expect.poll(() => page.locator(".playground-status").textContent()).toContain("answered by cpu");
  expect(problems).toEqual([]);
});
