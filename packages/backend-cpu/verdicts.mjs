/** npm run verdicts: tries the fast program of every activation and writes down which ones keep the promise. */
import { spawnSync } from "node:child_process";

const { status } = spawnSync(
  process.execPath,
  ["../../node_modules/vitest/vitest.mjs", "run", "--root", "../..", "--project", "backend-cpu", "verdicts"],
  { stdio: "inherit", env: { ...process.env, ACTFN_WRITE_VERDICTS: "1" } },
);
process.exit(status ?? 1);
