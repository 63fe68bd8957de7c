// node scripts/with-parent.mjs PROGRAM ARGUMENT…: runs a program that ends by itself only when it is told to, such as a server,
// no longer than the process that started this one. That one holds the other end of the standard input, which is closed
// however it ends. Signals are passed on, and the program's exit code is this one's.

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
