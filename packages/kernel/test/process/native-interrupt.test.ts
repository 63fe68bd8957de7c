// An interrupt while native code runs. ACTFN_INTERRUPTS says how many there are of each kind; 1 by default.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, startTestKernel, type TestKernel } from "../kernel.js";

const interrupts = Number(process.env["ACTFN_INTERRUPTS"] ?? 1);

describe.skipIf(process.platform === "win32").each([
  ["cpu()", "await use(cpu());"],
  ["onnx()", "await use(onnx());"],
])("an interrupt while %s computes", (_, use) => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startTestKernel();
    expect((await kernel.run(`const kept = [1, 2, 3]; ${use}`)).reply["status"]).toBe("ok");
  });
  afterAll(() => kernel.client.close());

  /** Runs a cell and interrupts it some time after it has begun. */
  async function interrupted(loop: string): Promise<Ran> {
    return await kernel.run(`console.log("begun");\n${loop}`, {}, ({ header }) => {
      if (header.msg_type === "stream") setTimeout(() => kernel.client.interrupt(), 400 * Math.random());
    });
  }

  it.each([
    ["awaited calls", "for (;;) await gelu(new Float32Array(1e5));"],
    ["synchronous calls", "for (;;) gelu.sync(new Float32Array(1e5));"],
    ["synchronous calls behind an await", "await 1; for (;;) gelu.sync(new Float32Array(1e5));"],
    [
      "gradients, many at once",
      "for (;;) await Promise.all([1, 2, 3].map(() => gelu.backward(new Float32Array(1e4), new Float32Array(1e4))));",
    ],
    ["calls of one number", "for (;;) await softmax(new Float32Array(1));"],
    // Between two turns of the event loop nobody can end it but itself.
    ["backends that start and end", `while (!kernel.signal.aborted) { ${use} await gelu([1]); }`],
  ])(
    "ends a loop of %s; the kernel and its variables stay",
    async (_, loop) => {
      for (let i = 0; i < interrupts; i++) {
        expect((await interrupted(loop)).reply).toMatchObject({ status: "error", ename: "Interrupted" });
        const { reply, outputs } = await kernel.run("[kept.join(), (await gelu([0, 100])).toArray()]");
        expect(reply["status"]).toBe("ok");
        expect(outputs).toMatchObject([{ data: { "text/plain": expect.stringMatching(/1,2,3.*0, 100/s) } }]);
      }
    },
    60_000 + 10_000 * interrupts,
  );
});
