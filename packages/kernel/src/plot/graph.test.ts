import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));

// The docs site loads this folder in a browser, without the rest of the kernel.
it.each(files)("%s imports nothing but its neighbours and @actfn/core", (name) => {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  const imported = [...text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)/g)].map(
    (match) => match[1] ?? match[2],
  );
  expect(imported.filter((from) => from !== "@actfn/core" && !/^\.\/[\w-]+\.js$/.test(from!))).toEqual([]);
});

it.each(files)("%s uses no global of Node's", (name) => {
  expect(readFileSync(`${folder}/${name}`, "utf8")).not.toMatch(
    /\b(process|Buffer|require|__dirname)\b[.([]/,
  );
});
