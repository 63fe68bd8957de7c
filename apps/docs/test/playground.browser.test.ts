import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examples } from "../play/examples.js";
import { toHash } from "../play/share.js";
import { keep, Site, type Visit } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

async function open(program: string, backend = "cpu"): Promise<Visit> {
  const hash = new URLSearchParams({ code: await toHash(program), backend });
  return site.visit(`/playground.html#${hash}`);
}

async function run({ page }: Visit): Promise<{ readonly status: string; readonly output: string }> {
  await page.getByRole("button", { name: "Run" }).click();
  const status = page.locator(".playground-status");
  await expect.poll(() => status.textContent()).toMatch(/^(?:Done|Failed)/);
  await page.waitForTimeout(200);
  return {
    status: (await status.textContent()) ?? "",
    output: (await page.locator(".playground-outputs").textContent()) ?? "",
  };
}

describe("the playground", () => {
  test.each(examples)("runs its example: $title", async ({ title, program }) => {
    const visit = await open(program);
    const { status, output } = await run(visit);
    expect(output).not.toBe("");
    expect(status).toMatch(/^Done in \d+ ms, answered by cpu\.$/);
    expect(visit.problems).toEqual([]);
    await keep(visit.page, `playground-${title.toLowerCase().replaceAll(" ", "-")}`);
  });

  test("moves the picture under a slider, under its policy", async () => {
    const visit = await open(
      'import { softplus } from "@actfn/core";\nimport { display } from "@actfn/kernel";\nimport { optionSlider } from "@actfn/plot";\ndisplay(optionSlider(softplus, "beta", 0.5, 4, { steps: 3 }));',
    );
    await run(visit);
    const shown = () =>
      visit.page
        .locator("[data-actfn-slider] [data-frame]")
        .evaluateAll((frames) => frames.map((frame) => !(frame as HTMLElement).hidden));
    const before = await shown();
    expect(before.filter(Boolean)).toHaveLength(1);
    await visit.page.locator("[data-actfn-slider] input[type=range]").focus();
    await visit.page.keyboard.press(before[2] ? "Home" : "End");
    await expect.poll(shown).toEqual(before[2] ? [true, false, false] : [false, false, true]);
    expect(visit.problems).toEqual([]);
    await keep(visit.page, "playground-slider");
  });

  test("changes who answers with the backend, and fetches ONNX Runtime only then", async () => {
    const program = 'import { silu } from "@actfn/core";\nconsole.log((await silu([1])).at(0)?.toFixed(6));';
    const visit = await open(program);
    const fetched: string[] = [];
    visit.page.on("request", (request) => fetched.push(request.url()));
    const first = await run(visit);
    expect(first.status).toContain("answered by cpu");
    expect(fetched.filter((url) => url.includes("ort-wasm"))).toEqual([]);
    await visit.page.getByLabel("ONNX Runtime Web").check();
    const second = await run(visit);
    expect(second.status).toContain("answered by onnx");
    expect(fetched.filter((url) => url.includes("ort-wasm"))).not.toEqual([]);
    expect([first.output, second.output]).toEqual(["0.731059", "0.731059"]);
    expect(visit.problems).toEqual([]);
  });

  test.each([
    ["thrown", 'const a: number = 1;\n\nthrow new RangeError("no " + a);', "Line 3: RangeError: no 1"],
    [
      "a typed error of actfn",
      'import { gelu } from "@actfn/core";\nawait gelu([1], { approximate: "yes" as never });',
      "InvalidOptionError",
    ],
    ["not TypeScript", "const a = ;\n", "Line 1: "],
    [
      "an import it does not have",
      '\nimport x from "left-pad";\nx();',
      'Line 2: There is no "left-pad" here',
    ],
  ])("reports what went wrong in red: %s", async (_, program, message) => {
    const visit = await open(program);
    const { status } = await run(visit);
    expect(status).toBe("Failed.");
    const shown = visit.page.locator(".playground-outputs .failed");
    expect(await shown.textContent()).toContain(message);
    expect(await shown.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(179, 38, 30)");
    expect(visit.problems).toEqual([]);
  });

  test("stops a program that has no end", async () => {
    const visit = await open("for (;;);");
    await visit.page.getByRole("button", { name: "Run" }).click();
    await visit.page.getByRole("button", { name: "Stop" }).click();
    await expect.poll(() => visit.page.locator(".playground-status").textContent()).toBe("Stopped.");
  });

  test("keeps the program in the address", async () => {
    const { page } = await open("// before\n");
    const before = page.url();
    await page.locator(".cm-content").click();
    await page.keyboard.type('console.log("kept")');
    await expect.poll(() => page.url()).not.toBe(before);
    const again = await site.visit(new URL(page.url()).pathname + new URL(page.url()).hash);
    expect((await run(again)).output).toContain("kept");
  });

  test("lets no program reach another host", async () => {
    const visit = await open(
      'await fetch("https://example.com/").catch((e) => console.log("refused:", e.name));',
    );
    expect((await run(visit)).output).toContain("refused: TypeError");
  });

  test("shows markup without letting it run", async () => {
    const program =
      'import { display, html } from "@actfn/kernel";\nawait display(html`<b style="color: red" onclick="alert(1)">bold</b><script>alert(2)</script><img src="https://example.com/x.png" onerror="alert(3)">`);';
    const visit = await open(program);
    await run(visit);
    const bold = visit.page.locator(".playground-outputs b");
    expect(await bold.evaluate((element) => [element.style.color, element.getAttribute("onclick")])).toEqual([
      "red",
      null,
    ]);
    expect(await visit.page.locator(".playground-outputs script").count()).toBe(0);
    expect(visit.problems).toEqual([]);
  });
});
