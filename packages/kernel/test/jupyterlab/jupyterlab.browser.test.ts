import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Lab } from "./jupyterlab.js";

/** `npm test` sets both: the browser, and the jupyter-lab of its .venv. Where everything must run, nothing is passed over. */
const { ACTFN_CHROMIUM: chromium = "", ACTFN_JUPYTER: jupyter = "", CI: isBuildServer } = process.env;
const cannotRun = jupyter === "" && isBuildServer !== "true";

/** Where pictures are kept for people to look at; `npm run pictures` asks for those of the README and the docs. */
const pictures = process.env["ACTFN_PICTURES"] ?? join(import.meta.dirname, "../../out/pictures");

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
slider("temperature", { from: 0.2, to: 5, start: 1 }, async (t) => {
  const { data: p } = await softmax([[5 / t, 4 / t, -1 / t]], { axis: 1 });
  const title = \`softmax([5, 4, −1] / \${t.toFixed(2)})\`;
  return plot.bars({ "logit 5": p[0]!, "logit 4": p[1]!, "logit −1": p[2]! }, { title });
})
// %%
import { bundleOf } from "@actfn/kernel";
const { "text/html": drawn } = await bundleOf(plot.slider(elu, "alpha", 0.1, 3));
await display({ "text/html": drawn! }, { raw: true });
// %%
await softmax([[5, 4, -1], [1, 1, 1], [0, 2, 4]], { axis: 1 })
// %%
for (const step of progress(Array.from({ length: 20 }), { label: "training" })) {
  await new Promise((resolve) => setTimeout(resolve, 30));
}
// %%
await lab.gradientFlow([sigmoid, tanh, relu, gelu], { depth: 30 })
// %%
await lab.temperature([5, 4, -1])
// %% tags=raises-exception
const slope: number = "steep";
`;
const CODE_CELLS = 10;

describe.skipIf(cannotRun)("in JupyterLab (needs ACTFN_JUPYTER, a jupyter-lab with ipywidgets)", () => {
  let lab: Lab;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    lab = await Lab.open({ jupyter, chromium }, NOTEBOOK);
    await lab.runAll(CODE_CELLS);
  });
  afterAll(() => lab?.close());

  async function picture(name: string): Promise<void> {
    await lab.page.waitForTimeout(300);
    await lab.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  const drawnPictures = (cell: Locator): Locator =>
    cell.locator('.jp-OutputArea-output img[src^="data:image/svg"], .jp-OutputArea-output svg');

  it("every cell runs, and the one that should not compile says why", async () => {
    const failures = lab.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]');
    expect(await failures.count()).toBe(1);
    await lab.cell(CODE_CELLS);
    expect(await failures.first().textContent()).toContain("TS2322");
    await picture("type-error");
  });

  it("an activation shows its formula, its properties and its plot", async () => {
    const cell = await lab.cell(1);
    await drawnPictures(cell).first().waitFor();
    expect(await cell.locator("table tr").count()).toBeGreaterThan(3);
    await picture("activation");
  });

  it("a plot is drawn", async () => {
    const cell = await lab.cell(2);
    await drawnPictures(cell).first().waitFor();
    await picture("plot");
  });

  it("a comparison is two pictures and a table with a row for each", async () => {
    const cell = await lab.cell(3);
    expect(await drawnPictures(cell).count()).toBe(2);
    expect(await cell.locator("table tr").count()).toBeGreaterThanOrEqual(5);
    await picture("compare");
  });

  it("a slider is a widget, and moving it computes anew in the kernel", async () => {
    const cell = await lab.cell(4);
    const handle = cell.locator(".jupyter-widgets .noUi-handle");
    await handle.waitFor();
    await cell.getByText("softmax([5, 4, −1] / 1.00)").waitFor();
    await handle.focus();
    for (let i = 0; i < 5; i++) await handle.press("ArrowRight");
    // Five steps of 0.02: a place between the positions that were drawn beforehand.
    await cell.getByText("softmax([5, 4, −1] / 1.10)").waitFor();
    await picture("slider");
  });

  it("a slider without widgets moves its drawn pictures", async () => {
    const cell = await lab.cell(5);
    await cell.locator("input[type=range]").fill("20");
    expect(await cell.locator("output").textContent()).toBe("3");
    expect(await cell.locator("[data-frame]:not([hidden])").count()).toBe(1);
    expect(await cell.locator("[data-frame]:not([hidden])").textContent()).toContain("alpha = 3");
  });

  it("a tensor is a table, and progress leaves its last frame", async () => {
    const tensor = await lab.cell(6);
    expect(await tensor.locator("table td").count()).toBe(9);
    await picture("tensor-and-progress");
    const progress = await lab.cell(7);
    expect(await progress.locator("progress").count()).toBe(1);
    expect(await progress.locator(".jp-OutputArea").textContent()).toContain("20/20");
  });

  it("the lab draws what it has found", async () => {
    const cell = await lab.cell(8);
    await drawnPictures(cell).first().waitFor();
    await picture("gradient-flow");
  });

  it("a slider over a list stops at its values", async () => {
    const cell = await lab.cell(9);
    const handle = cell.locator(".jupyter-widgets .noUi-handle");
    await cell.getByText("softmax([5, 4, -1] / 1.5)").waitFor();
    await handle.focus();
    await handle.press("ArrowRight");
    await cell.getByText("softmax([5, 4, -1] / 2)").waitFor();
  });

  it("Tab lists completions, and Shift-Tab shows documentation", async () => {
    const { keyboard } = lab.page;
    await (await lab.cell(CODE_CELLS)).locator(".jp-InputPrompt").click();
    for (const key of ["Escape", "b", "Enter"]) await keyboard.press(key);
    await keyboard.type("lab.");
    await keyboard.press("Tab");
    const completer = lab.page.locator(".jp-Completer:not(.lm-mod-hidden)");
    await completer.locator(".jp-Completer-item", { hasText: "gradientFlow" }).waitFor();
    await picture("completion");
    await keyboard.press("Escape");
    await keyboard.press("Control+a");
    await keyboard.type("gelu");
    await keyboard.press("Shift+Tab");
    await lab.page.locator(".jp-Tooltip", { hasText: "Gaussian" }).waitFor();
    await picture("shift-tab");
  });

  it("a slider still computes after the page has been loaded anew", async () => {
    await lab.reload();
    const cell = await lab.cell(4);
    const handle = cell.locator(".jupyter-widgets .noUi-handle");
    await handle.focus();
    await handle.press("ArrowRight");
    await cell.getByText("softmax([5, 4, −1] / 1.12)").waitFor();
  });

  it("nothing is complained of in the browser's console", () => {
    expect(lab.complaints).toEqual([]);
  });
});
