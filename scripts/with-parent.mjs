// node scripts/with-parent.mjs PROGRAM ARGUMENT…: runs a program that does not end by itself, such as a server, and ends it when
// the parent of this process ends. The parent holds the other end of the standard input, which is closed when it ends for any
// reason. Signals are passed on. The exit code is that of the program.

import { spawn } from "node:child_process";

const [program = "", ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
process.stdin.resume().once("close", () => child.kill("SIGKILL"));
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => child.kill(signal));
}
child.once("error", ({ message }) => {
  console.error(message);
  process.exit(127);
});
child.once("exit", (code, signal) => {
  if (signal !== null) console.error(`${program} was ended by ${signal}`);
  process.exit(code ?? 1);
});
