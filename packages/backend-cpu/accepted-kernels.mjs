/**
 * npm run accepted-kernels: compares the float32 kernel of every activation with the strict one and writes to
 * accepted-kernels.ts of core which ones are accurate enough, and at which input the others are not.
 */
import { spawnSync } from "node:child_process";

const { status } = spawnSync(
  process.execPath,
  [
    "../../node_modules/vitest/vitest.mjs",
    "run",
    "--root",
    "../..",
    "--project",
    "backend-cpu",
    "accepted-kernels",
  ],
  { stdio: "inherit", env: { ...process.env, ACTFN_WRITE_ACCEPTED_KERNELS: "1" } },
);
if (status !== 0) process.exit(status ?? 1);
console.log("Written: packages/core/src/program/float32/accepted-kernels.ts");
