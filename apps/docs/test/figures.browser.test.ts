import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keep, Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

describe("the page of an activation", () => {
  test("draws its curves with the library in the browser, and nothing goes wrong", async () => {
    const { page, problems } = await site.visit("/activations/gelu.html");
    await page.waitForSelector(".explorer[data-ready] path.curve.value");
    expect(await page.locator("h1").textContent()).toContain("GELU");
    const drawn = await page.locator(".explorer path.curve.value").getAttribute("d");
    expect(drawn?.split("L").length).toBeGreaterThan(900);
    expect(await page.locator(".explorer svg.figure desc").textContent()).toContain(
      "lowest, −0.17 at x = −0.75",
    );
    expect(problems).toEqual([]);
    await keep(page, "gelu");
  });

  test("is drawn before any script runs, for those who have none", async () => {
    const { page } = await site.visit("/activations/gelu.html", { javaScriptEnabled: false });
    expect(await page.locator(".explorer path.curve.value").getAttribute("d")).toMatch(/^M40 /);
    expect(await page.locator(".formula svg").count()).toBeGreaterThan(1);
  });

  test("redraws when a slider moves", async () => {
    const { page, problems } = await site.visit("/activations/leakyRelu.html");
    await page.waitForSelector(".explorer[data-ready]");
    const before = await page.locator(".explorer path.curve.value").getAttribute("d");
    await page.locator(".control input[type=range]").focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.locator(".explorer path.curve.value").getAttribute("d")).not.toBe(before);
    expect(problems).toEqual([]);
  });

  test("changes a figure in place to what it would draw anew", async () => {
    const { page, problems } = await site.visit("/activations/softplus.html");
    await page.waitForSelector(".explorer[data-ready]");
    const drawn = () => page.locator(".explorer .plot").innerHTML();
    await page.evaluate(() => document.querySelector(".explorer svg.figure")?.setAttribute("data-first", ""));
    await page.locator(".control input[type=range]").first().fill("2");
    await expect.poll(drawn).toContain("data-first");
    // Past the moment at which the slider rests, and the backend computes what the definition drew.
    await page.waitForTimeout(400);
    const inPlace = (await drawn()).replace(' data-first=""', "");
    await page.evaluate(() => document.querySelector(".explorer svg.figure")?.remove());
    const slope = page.locator(".explorer .key.slope");
    await slope.click();
    await slope.click();
    await expect.poll(drawn).toBe(inPlace);
    expect(problems).toEqual([]);
  });

  test("calculates with all digits, at the edges too", async () => {
    const { page, problems } = await site.visit("/activations/silu.html");
    await page.waitForSelector(".calculator output");
    const form = (name: string): Promise<string[]> =>
      page.locator(`.calculator output[data-form=${name}]`).allTextContents();
    const at = async (x: string): Promise<void> => {
      await page.locator(".calculator input").fill(x);
    };
    await at("-1");
    await expect
      .poll(() => form("float64"))
      .toEqual([
        expect.stringMatching(/^-0\.268941421369995/),
        expect.stringMatching(/^0\.07232948812851/),
        expect.stringMatching(/^0\.30236/),
      ]);
    expect((await form("float32"))[0]).toBe("-0.26894143");
    await page.locator(".calculator summary").first().click();
    expect((await form("exact"))[0]).toBe("-0.2689414322376251220703125");
    await at("-∞");
    await expect.poll(async () => (await form("float64"))[0]).toBe("-0");
    await at("nonsense");
    await expect.poll(() => page.locator(".calculator .wrong").textContent()).toContain("a number");
    expect(problems).toEqual([]);
  });

  test("shows a naive formula fail beside the value computed here", async () => {
    const { page, problems } = await site.visit("/activations/sigmoid.html");
    await page.waitForSelector(".naive td.wrong");
    const cells = await page.locator(".naive tbody tr").last().locator("td").allTextContents();
    expect(cells[0]).toBe("40");
    expect(cells[1]).toContain("0");
    expect(Number(cells[2])).toBeCloseTo(4.248354255291589e-18, 30);
    expect(cells[3]).toBe("4.24835425529158896e-18");
    expect(problems).toEqual([]);
  });

  test("says what the figure of a row shows, and offers nothing that a row does not have", async () => {
    const { page, problems } = await site.visit("/activations/softmax.html");
    await page.waitForSelector(".explorer[data-ready]");
    expect(await page.locator(".explorer-legend").textContent()).toContain("the row (x, 1, 0, −1)");
    expect(await page.locator(".explorer .key.curvature").count()).toBe(0);
    expect(await page.locator(".explorer-controls .control").count()).toBe(1);
    await page.waitForSelector(".naive td.wrong");
    expect(await page.locator(".naive tbody tr").last().locator("td").first().textContent()).toBe(
      "[800, 799]",
    );
    expect(problems).toEqual([]);
    await keep(page, "softmax");
  });

  test("shades where the slope is below 1/100, and not at a lowest point", async () => {
    const { page } = await site.visit("/activations/gelu.html");
    await page.waitForSelector(".explorer[data-ready]");
    const shades = (): Promise<number> => page.locator(".explorer .shade[x]").count();
    await expect.poll(shades).toBe(1);
    await page.getByRole("button", { name: "|f′| < 1/100" }).click();
    await expect.poll(shades).toBe(0);
  });

  test("reads values where the arrow keys point", async () => {
    const { page } = await site.visit("/activations/relu.html");
    await page.waitForSelector(".explorer[data-ready]");
    await page.locator(".explorer-plot").focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("PageUp");
    const reading = await page.locator(".explorer-reading").textContent();
    expect(reading).toMatch(/x = 2\.\d+.*f = 2\.\d+.*f′ = 1/);
  });
});

describe("the home page", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`shows every activation in ${colorScheme} colors, and nothing goes wrong`, async () => {
      const { page, problems } = await site.visit("/", { colorScheme });
      await page.waitForSelector(".explorer[data-ready]");
      expect(await page.locator(".plate").count()).toBeGreaterThan(10);
      await page.getByRole("button", { name: "ReLU", exact: true }).click();
      await expect.poll(() => page.locator(".hero .figure title").textContent()).toContain("ReLU");
      expect(problems).toEqual([]);
      await keep(page, `home-${colorScheme}`);
    });
  }

  test("fits a phone", async () => {
    const { page } = await site.visit("/", { viewport: { width: 375, height: 812 } });
    await page.waitForSelector(".explorer[data-ready]");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await keep(page, "home-phone");
  });
});
