/** npm run sweep [stride]: tries all float32 inputs, or every `stride`th, and prints the worst one of each activation. */
import { spawnSync } from "node:child_process";

const { status } = spawnSync(
  process.execPath,
  ["../../node_modules/vitest/vitest.mjs", "run", "--root", "../..", "--project", "backend-cpu", "accuracy"],
  { stdio: "inherit", env: { ...process.env, ACTFN_SWEEP_STRIDE: process.argv[2] ?? "1" } },
);
process.exit(status ?? 1);
