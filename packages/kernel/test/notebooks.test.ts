import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { printNotebook } from "../src/notebook/format.js";
import { parsePercent } from "../src/notebook/percent.js";
import { startTestKernel } from "./kernel.js";

const folder = fileURLToPath(new URL("../notebooks", import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));

describe.each(names)("the notebook %s", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  const notebook = parsePercent(text);

  it("is in step with its .ipynb; if not, run: npm run notebooks --workspace packages/kernel", () => {
    expect(readFileSync(join(folder, name.replace(/\.ts$/, ".ipynb")), "utf8")).toBe(printNotebook(notebook));
  });

  it("teaches: it has a heading, and as much prose as code", () => {
    const prose = notebook.cells.filter(({ cell_type }) => cell_type === "markdown");
    expect(prose[0]?.source).toMatch(/^# /);
    expect(prose.length * 3).toBeGreaterThanOrEqual(notebook.cells.length);
  });
});

it("every .ipynb has its text", () => {
  const generated = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  expect(generated.map((name) => name.replace(/\.ipynb$/, ".ts")).sort()).toEqual([...names].sort());
});

it("the backend that your-own-backend calls right passes the suite", async () => {
  const { cells } = parsePercent(readFileSync(join(folder, "your-own-backend.ts"), "utf8"));
  const [definition, check] = cells.filter(({ cell_type }) => cell_type === "code");
  const kernel = await startTestKernel();
  try {
    expect((await kernel.run(definition?.source ?? "")).reply).toMatchObject({ status: "ok" });
    expect((await kernel.run(check?.source ?? "")).text).toMatch(/^mine passes/);
  } finally {
    await kernel.client.close();
  }
});
