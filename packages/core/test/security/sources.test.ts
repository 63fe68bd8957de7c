import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const packages = fileURLToPath(new URL("../../../", import.meta.url));

/** The sources that ship. */
function shipped(): { file: string; text: string }[] {
  const folders = readdirSync(packages).map((name) => join(packages, name, "src"));
  return folders.flatMap((folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return files
      .filter((name) => /\.(ts|js|mjs)$/.test(name) && !name.endsWith(".test.ts"))
      .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
  });
}

/** Without comments, roughly: enough not to trip over prose. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}

test("nothing that ships makes code of strings", () => {
  const files = shipped();
  expect(files.length).toBeGreaterThan(100);
  const evaluates = /(?<![.\w])eval\s*\(|new\s+Function\b|(?<![\w.])Function\s*\(|setTimeout\(\s*["'`]/;
  const offenders = files.filter(({ text }) => evaluates.test(code(text))).map(({ file }) => file);
  expect(offenders).toEqual([]);
});

test("core asks for Node's modules at run time only, so that a browser never sees them", () => {
  const imports = /from\s+["']node:|import\(\s*["']node:|require\(\s*["']node:/;
  const core = shipped().filter(({ file }) => file.includes(join("core", "src")));
  expect(core.filter(({ text }) => imports.test(code(text))).map(({ file }) => file)).toEqual([]);
});
