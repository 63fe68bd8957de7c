import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("memory-once.mjs", import.meta.url));

/**
 * Megabytes that a process grows by over its arrays, input and output, in calls on 2^20 numbers, everything that is
 * compiled for them included; on one thread, and on each more up to the default.
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
