// node supervise.mjs COMMAND ARGS…: runs a command in a new process group, and ends the whole group when standard input closes,
// that is, when the process that started it has ended for any reason. Browsers and emulators would otherwise go on.

import { spawn } from "node:child_process";

const [command = "", ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], detached: true });

function endGroup() {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

process.stdin.resume().on("close", endGroup).on("error", endGroup);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, endGroup);
child.on("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  // The processes that it has started end with it.
  endGroup();
  if (signal !== null) console.error(`ended by ${signal}`);
  process.exit(code ?? 1);
});
