import { fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "../../src/notebook/kernel-client.js";
import { KernelDiedError } from "../../src/notebook/kernel-died-error.js";
import { startKernelProcess } from "../../src/notebook/kernel-process.js";
import type { JsonObject } from "../../src/protocol/message.js";
import { emptyFolder, isAlive, startTestKernel, type TestKernel } from "../kernel.js";

// Windows has no SIGINT for one process; Jupyter interrupts in another way there, which this kernel lacks.
describe.skipIf(process.platform === "win32")("an interrupt", () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startTestKernel();
  });
  afterAll(() => kernel.client.close());

  /** Runs a cell that is interrupted once it has begun. */
  async function interrupted(code: string): Promise<JsonObject> {
    const request = { code: `console.log("begun");\n${code}`, stop_on_error: true };
    return await kernel.client.request("execute_request", request, ({ header }) => {
      if (header.msg_type === "stream") setTimeout(() => kernel.client.interrupt(), 100);
    });
  }

  it.each([
    ["an endless loop", "for (;;) {}"],
    ["an endless loop behind an await", "await new Promise((r) => setTimeout(r, 50)); for (;;) {}"],
    ["a promise that never settles", "await new Promise(() => {})"],
    ["a last expression that never settles", "new Promise(() => {})"],
    ["a display that never ends", '({ [Symbol.for("Jupyter.display")]() { for (;;) {} } })'],
    ["an endless chain of awaits", "for (;;) await 1"],
  ])("ends %s, and the next cell runs", async (_, code) => {
    expect(await interrupted(code)).toMatchObject({ status: "error", ename: "Interrupted" });
    expect((await kernel.run("1 + 1")).reply["status"]).toBe("ok");
  });

  it.each([
    ["never settles", 'console.log("begun"); await new Promise(() => {})'],
    ["never ends", 'console.log("begun"); for (;;) {}'],
    [
      "is never shown",
      '({ [Symbol.for("Jupyter.display")]() { console.log("begun"); return new Promise(() => {}); } })',
    ],
  ])("ends a user expression that %s, and those after it are evaluated", async (_, endless) => {
    const request = { code: "1", user_expressions: { endless, after: "2" } };
    const reply = await kernel.client.request("execute_request", request, ({ header }) => {
      if (header.msg_type === "stream") kernel.client.interrupt();
    });
    expect(reply).toMatchObject({
      status: "ok",
      user_expressions: { endless: { status: "error", ename: "Interrupted" }, after: { status: "ok" } },
    });
    expect((await kernel.run("1 + 1")).reply["status"]).toBe("ok");
  });

  it("tells the code of the cell through kernel.signal", async () => {
    await interrupted(
      'kernel.signal.addEventListener("abort", () => { globalThis.told = true; }); await new Promise(() => {})'.replace(
        "globalThis.told",
        "(globalThis as any).told",
      ),
    );
    expect((await kernel.run("(globalThis as any).told")).outputs).toMatchObject([
      { data: { "text/plain": "true" } },
    ]);
  });

  it.each([
    ["a timer", "setTimeout(LOOP, 20);"],
    ["an immediate", "setImmediate(LOOP);"],
    ["a callback of Node's", 'import { stat } from "node:fs"; stat(".", LOOP);'],
  ])("ends an endless loop that the last cell has left behind in %s", async (_, cell) => {
    let hasBegun = false;
    const code = cell.replace("LOOP", '() => { console.log("begun"); for (;;) {} }');
    await kernel.run(code, {}, ({ header }) => {
      if (header.msg_type === "stream") hasBegun = true;
    });
    await expect.poll(() => hasBegun).toBe(true);
    kernel.client.interrupt();
    expect((await kernel.run("1 + 1")).reply["status"]).toBe("ok");
  });

  it("while the kernel starts does nothing, however many come", async () => {
    const starting = await startKernelProcess(emptyFolder());
    await listening(starting.connection.shell_port);
    let isReady = false;
    const connected = KernelClient.connect(starting).finally(() => {
      isReady = true;
    });
    while (!isReady) {
      starting.signal("SIGINT");
      await delay(5);
    }
    const client = await connected;
    const code = "[actfn, gelu, cpu, plot, kernel, tex].length";
    // The last of them may come when it does run.
    const status = async (): Promise<unknown> =>
      (await client.request("execute_request", { code }))["status"];
    await expect.poll(status).toBe("ok");
    const endless = { code: 'console.log("begun"); await 0; for (;;) {}' };
    const reply = await client.request("execute_request", endless, ({ header }) => {
      if (header.msg_type === "stream") client.interrupt();
    });
    expect(reply["ename"]).toBe("Interrupted");
    await client.close();
  });

  it("between cells does nothing", async () => {
    kernel.client.interrupt();
    kernel.client.interrupt();
    await delay(200);
    expect((await kernel.run("1")).reply["status"]).toBe("ok");
  });
});

/** Resolves when a port of this machine is listened on. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await delay(10);
  }
}

describe("the end", () => {
  it("comes when asked for, timers and threads notwithstanding", async () => {
    const kernel = await startTestKernel();
    await kernel.run("setInterval(() => {}, 1000);");
    const started = performance.now();
    await kernel.client.close();
    expect(isAlive(kernel.process.pid)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2900);
  });

  it("of a kernel killed in mid-cell is told to the client, not waited for in vain", async () => {
    const kernel = await startTestKernel();
    const running = kernel.run("await new Promise(() => {})");
    await delay(200);
    kernel.process.signal("SIGKILL");
    await expect(running).rejects.toThrow(KernelDiedError);
    await kernel.client.close();
  });

  it("of a cell that exits the process is told as such", async () => {
    const kernel = await startTestKernel();
    await expect(kernel.run("process.exit(3)")).rejects.toThrow("exit code 3");
    await kernel.client.close();
  });
});

describe.skipIf(process.platform === "win32")("a kernel whose client is killed", () => {
  it("ends by itself, though a cell runs for ever", async () => {
    const client = fork(fileURLToPath(new URL("./abandoned-kernel.mjs", import.meta.url)), {
      stdio: "ignore",
    });
    const pid = await new Promise<number>((resolve) =>
      client.once("message", (sent) => resolve(Number(sent))),
    );
    client.kill("SIGKILL");
    for (let waited = 0; isAlive(pid) && waited < 100; waited++) await delay(100);
    expect(isAlive(pid)).toBe(false);
  });
});
