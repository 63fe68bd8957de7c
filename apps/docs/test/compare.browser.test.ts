import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keep, Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

describe("the comparison", () => {
  test("sorts by a column, both ways", async () => {
    const { page, problems } = await site.visit("/compare.html");
    const years = async (): Promise<number[]> => {
      const cells = await page.locator(".compare tbody tr td:nth-last-child(2)").allTextContents();
      return cells.filter(Boolean).map(Number);
    };
    await page.getByRole("button", { name: "Year" }).click();
    expect(await years()).toEqual((await years()).sort((a, b) => a - b));
    expect(await page.locator("th[aria-sort=ascending]").textContent()).toContain("Year");
    await page.getByRole("button", { name: "Year" }).click();
    expect(await years()).toEqual((await years()).sort((a, b) => b - a));
    expect(problems).toEqual([]);
  });

  test("filters by name, alias and property", async () => {
    const { page } = await site.visit("/compare.html");
    const names = (): Promise<string[]> => page.locator(".compare tbody th").allTextContents();
    await page.getByRole("searchbox", { name: "Name" }).fill("elu");
    const all = await names();
    expect(all.join()).toContain("GELU");
    await page.getByLabel("Monotonic").selectOption("yes");
    const monotonic = await names();
    expect(monotonic.join()).not.toContain("GELU");
    expect(monotonic.length).toBeLessThan(all.length);
  });

  test("lays curves over one another, in the address too, and follows the chooser", async () => {
    const { page, problems } = await site.visit("/compare.html#mish,sine");
    const curves = page.locator("[data-figure=overlay] path.curve");
    await expect.poll(() => curves.count()).toBe(2);
    await page.getByRole("checkbox", { name: "Lay over: ReLU", exact: true }).check();
    await expect.poll(() => curves.count()).toBe(3);
    expect(page.url()).toMatch(/#mish,sine,relu$/);
    await page.getByLabel("At the output, over classes").check();
    await page.getByRole("button", { name: /^Lay \d of them/ }).click();
    await expect.poll(() => page.url()).toContain("softmax");
    expect(problems).toEqual([]);
    await keep(page, "compare");
  });
});

describe("the experiments", () => {
  test("draw, follow their controls, and train", async () => {
    const { page, problems } = await site.visit("/experiments/");
    const summaries = page.locator(".experiment-summary");
    for (const i of [0, 1, 2]) await expect.poll(() => summaries.nth(i).textContent()).not.toBe("Loading …");
    const before = await summaries.nth(0).textContent();
    await page.getByLabel("Weights scaled for").selectOption("own");
    await expect.poll(() => summaries.nth(0).textContent()).not.toBe(before);
    await page.getByRole("slider", { name: "Temperature" }).fill("-1.5");
    await expect.poll(() => summaries.nth(2).textContent()).toContain("the largest probability is 1");
    await page.getByRole("button", { name: "Train" }).click();
    const steps = page.locator(".trainer-facts dd").first();
    await expect.poll(async () => Number(await steps.textContent())).toBeGreaterThan(20);
    await page.getByRole("button", { name: "Pause" }).click();
    expect(await page.locator(".trainer-layers tbody tr").count()).toBe(6);
    expect(problems).toEqual([]);
    await keep(page, "experiments");
  });
});

test("measures the peers on the visitor's machine, from this site and under its policy, when asked to", async () => {
  const { page, problems } = await site.visit("/backends.html");
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.getByRole("button", { name: "Measure here" }).click();
  const status = page.locator(".experiment-summary");
  await expect.poll(() => status.textContent(), { timeout: 55_000 }).toMatch(/^Measured on|ended early/);
  expect(await status.textContent()).toMatch(/^Measured on this machine/);
  const head = await page.locator("[data-table=benchmark] thead th").allTextContents();
  expect(head.slice(2).sort()).toEqual(
    ["Math, in a loop", "cpu, fast", "cpu, strict", "jax-js", "tfjs-cpu", "tfjs-wasm"].sort(),
  );
  for (const row of await page.locator("[data-table=benchmark] tbody tr").all()) {
    const [, ...times] = await row.locator("td").allTextContents();
    expect(times.filter((time) => /[1-9]/.test(time)).length).toBeGreaterThanOrEqual(5);
  }
  expect(fetched.some((url) => url.endsWith("tfjs-backend-wasm-simd.wasm"))).toBe(true);
  expect(problems).toEqual([]);
});
