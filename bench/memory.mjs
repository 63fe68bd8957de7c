import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("memory-once.mjs", import.meta.url));

/**
 * The growth of a process in calls with 2^20 numbers, in megabytes: without the input and output arrays, with all compiled code.
 * For each number of threads from one to the default.
 */
export function memory() {
  const measured = [];
  for (let threads = 1; ; threads++) {
    const { stdout } = spawnSync(
      process.execPath,
      [...process.execArgv, "--expose-gc", script, `${threads}`],
      {
        encoding: "utf8",
      },
    );
    const { megabytes, most } = JSON.parse(stdout);
    measured.push({ threads, megabytes });
    if (threads >= most) return measured;
  }
}
