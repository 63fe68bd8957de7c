// Takes the pictures of the README and the docs, by the test that opens JupyterLab as a reader would:
//   ACTFN_JUPYTER=PATH/TO/jupyter-lab ACTFN_CHROMIUM=PATH npm run pictures --workspace packages/kernel

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const test = "packages/kernel/test/jupyterlab/jupyterlab.browser.test.ts";
const env = { ACTFN_PICTURES: fileURLToPath(new URL("../pictures", import.meta.url)), CI: "true" };
const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--project", "browser", test],
  { cwd: root, stdio: "inherit", env: { ...process.env, ...env } },
);
process.exitCode = status ?? 1;
