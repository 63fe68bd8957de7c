import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startTestKernel } from "./kernel.js";

/** The promise is 250 MB for a kernel that has drawn its first plot. */
const MOST_MEGABYTES = 250;

// Resident memory is read from /proc, which only Linux has.
describe.skipIf(process.platform !== "linux")("a kernel at rest", () => {
  it(`takes less than ${MOST_MEGABYTES} MB`, async () => {
    const kernel = await startTestKernel();
    await kernel.run("1 + 1");
    await kernel.run("plot(gelu)");
    const status = readFileSync(`/proc/${kernel.process.pid}/status`, "utf8");
    const megabytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    await kernel.client.close();
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });
});
