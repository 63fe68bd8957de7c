// npm run webgpu [filters]: the tests that need a WebGPU device, on Dawn in Node. Options of vitest may follow.

import { runInstalled } from "./steps/run.mjs";
import { findVulkan } from "./steps/vulkan.mjs";

const driver = await findVulkan();
if ("missing" in driver) {
  console.log(`The WebGPU tests cannot run: ${driver.missing}`);
  process.exitCode = 1;
} else {
  const args = ["run", "--project", "webgpu", ...process.argv.slice(2)];
  const { code } = await runInstalled("vitest/vitest.mjs", args, { env: driver.env });
  process.exitCode = code;
}
