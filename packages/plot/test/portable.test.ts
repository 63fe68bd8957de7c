import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL("../src/", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
);

// The docs site loads the package in a browser.
it.each(files)("%s uses no global of Node's", (name) => {
  expect(readFileSync(`${folder}/${name}`, "utf8")).not.toMatch(
    /\b(process|Buffer|require|__dirname)\b[.([]/,
  );
});
