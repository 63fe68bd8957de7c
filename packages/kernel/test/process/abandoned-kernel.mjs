// A client that starts a kernel, lets it run an endless cell, tells its process id, and waits to be killed.
import { setTimeout as delay } from "node:timers/promises";
import { KernelClient } from "../../dist/notebook/kernel-client.js";
import { startKernelProcess } from "../../dist/notebook/kernel-process.js";

const kernel = await startKernelProcess(process.cwd());
const client = await KernelClient.connect(kernel);
client.request("execute_request", { code: "await 0; for (;;) {}", stop_on_error: true }).catch(() => {});
await delay(300);
process.send?.(kernel.pid);
await delay(60_000);
