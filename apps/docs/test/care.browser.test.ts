import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** One page of each kind, and what shows that it is complete. */
const kinds = [
  ["the home page", "/", ".explorer[data-ready]"],
  ["an activation", "/activations/softplus.html", ".explorer[data-ready]"],
  ["an activation of rows", "/activations/softmax.html", ".explorer[data-ready]"],
  ["the catalogue", "/activations/", ".plate"],
  ["the comparison", "/compare.html", "[data-figure=overlay] path.curve"],
  ["the families", "/families.html", ".family-figure path.curve"],
  ["the playground", "/playground.html", ".cm-content"],
  ["the experiments", "/experiments/", ".experiment-figure svg"],
  ["the backends", "/backends.html", "[data-table=accuracy]"],
  ["the matrix", "/matrix.html", "[data-table=engines]"],
  ["a guide", "/guides/start.html", ".vp-code .code-keyword"],
  ["the table of names", "/guides/migrating.html", ".compare tbody tr"],
] as const;

describe("every kind of page", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test.each(kinds)(
      `gives axe nothing serious to say, in ${colorScheme} colors: %s`,
      async (_, path, ready) => {
        const { page, problems } = await site.visit(path, { colorScheme });
        await page.waitForSelector(ready);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          (globalThis as unknown as { axe: typeof axe }).axe.run(),
        );
        const serious = violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .map(({ target }) => target.join(" "))
                .slice(0, 5)
                .join(" | ")}`,
          );
        expect(serious).toEqual([]);
        expect(problems).toEqual([]);
      },
    );
  }

  test.each(kinds)("fits a phone without scrolling sideways: %s", async (_, path, ready) => {
    const { page } = await site.visit(path, { viewport: { width: 360, height: 740 } });
    await page.waitForSelector(ready);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

test("works without a network after the first visit", async () => {
  const { page } = await site.visit("/", { serviceWorkers: "allow" });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector(".explorer[data-ready]");
  // By a link, and by an address that was never visited.
  await page.locator('.plate[data-name="mish"]').click();
  await expect.poll(() => page.locator("h1").textContent()).toContain("Mish");
  await page.goto(`${site.address}/activations/tanh.html`);
  await page.waitForSelector(".explorer[data-ready]");
  expect(await page.locator("h1").textContent()).toContain("Tanh");
});
