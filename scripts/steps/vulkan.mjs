// A driver for the WebGPU tests, which run on Dawn in Node: the machine's own where one is named; on Linux otherwise SwiftShader,
// which comes with Chromium and needs no GPU.

import { existsSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installWithApt } from "./apt.mjs";
import { findChromium } from "./chromium.mjs";

const DRIVER = "vk_swiftshader_icd.json";
const BESIDE = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/google/chrome"];
const LOADERS = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];

/** @typedef {{ env: Record<string, string> } | { missing: string }} Driver */

/**
 * The environment in which a process finds a driver.
 * @returns {Promise<Driver>}
 */
export async function findVulkan() {
  const { VK_ICD_FILENAMES, VK_DRIVER_FILES, XDG_RUNTIME_DIR } = process.env;
  const env = { ACTFN_WEBGPU: "1", XDG_RUNTIME_DIR: XDG_RUNTIME_DIR ?? tmpdir() };
  if (process.platform !== "linux" || VK_ICD_FILENAMES || VK_DRIVER_FILES) return { env };
  const browser = await findChromium();
  if ("missing" in browser) return { missing: `no SwiftShader, which Chromium brings: ${browser.missing}` };
  const folders = [dirname(realpathSync(browser.chromium)), ...BESIDE];
  const driver = folders.map((folder) => join(folder, DRIVER)).find((file) => existsSync(file));
  if (driver === undefined) return { missing: `no ${DRIVER} in ${folders.join(", ")}` };
  const hasLoader = LOADERS.some((folder) => existsSync(join(folder, "libvulkan.so.1")));
  const reason = hasLoader ? undefined : await installWithApt(["libvulkan1"]);
  if (reason !== undefined) return { missing: `no Vulkan loader, and ${reason}` };
  return { env: { ...env, VK_ICD_FILENAMES: driver } };
}
