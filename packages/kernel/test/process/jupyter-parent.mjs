// Starts a kernel as Jupyter does, by a connection file in the folder that is given, says so, and waits to be killed.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { KERNEL_ENTRY, NODE_FLAGS } from "../../dist/notebook/kernel-process.js";

const file = join(process.argv[2], "connection.json");
const names = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"];
// Sockets of files need no free ports.
const ports = Object.fromEntries(names.map((name, index) => [name, index + 1]));
writeFileSync(
  file,
  JSON.stringify({ transport: "ipc", ip: join(process.argv[2], "kernel"), key: "", ...ports }),
);
spawn(process.execPath, [...NODE_FLAGS, KERNEL_ENTRY, "--connection-file", file], {
  stdio: "ignore",
  detached: true,
  env: { ...process.env, JPY_PARENT_PID: String(process.pid) },
});
process.send?.("started");
await delay(60_000);
