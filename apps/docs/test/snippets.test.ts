import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatWithOptions } from "node:util";
import type { IsolateOptions } from "@actfn/core/isolate";
import { afterEach, describe, expect, test, vi } from "vitest";

const folder = fileURLToPath(new URL("../snippets/guides/", import.meta.url));
const pages = fileURLToPath(new URL("../pages/guides/", import.meta.url));
const snippets = readdirSync(folder).sort();

// A worker has no test runner to read TypeScript for it, nor has a configuration that names packages: both take what
// `npm run build` makes, which `npm test` does before.
const worker = new URL("../../../packages/core/dist/isolate/worker.js", import.meta.url);
const built = ["guards.ts", "configuration.ts"];
const runnable = snippets.filter((file) => !built.includes(file) || existsSync(worker));
vi.mock("@actfn/core/isolate", async (importOriginal) => {
  const { isolate } = await importOriginal<typeof import("@actfn/core/isolate")>();
  return {
    isolate: (module: string, options: IsolateOptions) => isolate(module, { ...options, script: worker }),
  };
});

afterEach(() => vi.restoreAllMocks());

describe("the code of the guides", () => {
  // What a program prints is written in it, in the lines that begin with an arrow.
  test.each(runnable)("%s runs and prints what it says", { timeout: 60_000 }, async (file) => {
    const printed: string[] = [];
    vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
      printed.push(...formatWithOptions({ breakLength: 200 }, ...(values as [unknown])).split("\n"));
    });
    await import(`../snippets/guides/${file.replace(/\.ts$/, "")}.ts`);
    const promised = [...readFileSync(folder + file, "utf8").matchAll(/^\s*\/\/ → (.*)$/gm)].map(
      ([, line]) => line,
    );
    expect(printed).toEqual(promised);
  });

  test.each(readdirSync(pages))("%s begins with the imports that its code needs", (page) => {
    const [, file, region] =
      /^<<< .*\/guides\/([\w-]+\.ts)#([\w-]+)/m.exec(readFileSync(pages + page, "utf8")) ?? [];
    if (file === undefined) return;
    const [, first] = readFileSync(folder + file, "utf8").split(`// #region ${region}\n`);
    expect(first?.split("// #endregion")[0]).toContain('from "@actfn/');
  });

  test("is all of it from these files: no guide has a block of TypeScript of its own", () => {
    for (const page of readdirSync(pages)) {
      const text = readFileSync(pages + page, "utf8");
      expect(text, page).not.toMatch(/^```(?:ts|typescript|js)\b/m);
      for (const [, file] of text.matchAll(/^<<< .*\/snippets\/guides\/([\w.-]+\.ts)/gm))
        expect(snippets).toContain(file);
    }
  });
});
