// Writes the .ipynb of every notebook kept as text: npm run notebooks --workspace packages/kernel

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../notebooks", import.meta.url));
const kernel = fileURLToPath(new URL("../bin/actfn-kernel.js", import.meta.url));

for (const name of readdirSync(folder).filter((file) => file.endsWith(".ts"))) {
  const { status } = spawnSync(process.execPath, [kernel, "convert", join(folder, name)], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}
