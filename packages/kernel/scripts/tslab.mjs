// npm run build: puts tslab's compiler, and the TypeScript that it compiles with, into dist/tslab. As dependencies they would
// put their commands into the projects that install this package: `npx tsc` would be theirs there, not the project's own.

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const tslab = dirname(require.resolve("tslab/package.json"));
const typescript = dirname(require.resolve("typescript-for-tslab/package.json"));
const target = fileURLToPath(new URL("../dist/tslab", import.meta.url));

await rm(target, { recursive: true, force: true });
for (const folder of ["dist", "typescript"]) await mkdir(join(target, folder), { recursive: true });

// TypeScript finds its libraries beside itself.
const isNeeded = /** @param {string} name */ (name) =>
  name === "typescript.js" || /^lib\..*d\.ts$/.test(name);
for (const name of (await readdir(join(typescript, "lib"))).filter(isNeeded)) {
  await copyFile(join(typescript, "lib", name), join(target, "typescript", name));
}
for (const name of ["LICENSE.txt", "ThirdPartyNoticeText.txt"]) {
  await copyFile(join(typescript, name), join(target, "typescript", name));
}

const entry = ["converter", "executor", "jupyter"].map(
  (name) => `exports.${name} = require("./${name}.js");`,
);
await build({
  stdin: { contents: entry.join("\n"), resolveDir: join(tslab, "dist") },
  outfile: join(target, "dist", "tslab.js"),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["zeromq"],
  // The repository's own is for the sources of its packages.
  tsconfigRaw: {},
  logLevel: "warning",
  plugins: [
    {
      name: "typescript beside it",
      setup: (pass) => {
        pass.onResolve({ filter: /^@tslab\/typescript-for-tslab$/ }, () => ({
          path: "../typescript/typescript.js",
          external: true,
        }));
      },
    },
  ],
});
// Cells that import "tslab" are shown these types; tslab looks for them where it lies itself.
await copyFile(join(tslab, "dist", "public.d.ts"), join(target, "dist", "public.d.ts"));
await copyFile(join(tslab, "LICENSE"), join(target, "LICENSE"));
const { name, version, license } = JSON.parse(await readFile(join(tslab, "package.json"), "utf8"));
const manifest = {
  name,
  version,
  license,
  type: "commonjs",
  main: "dist/tslab.js",
  types: "dist/public.d.ts",
};
await writeFile(join(target, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
