import type { WebgpuBackend } from "./backend.js";
import { checkOptions, type WebgpuOptions } from "./options.js";

/**
 * Makes the backend that compiles activations to WebGPU's shading language, ready to use: `await use([webgpu(), cpu()])`.
 *
 * It runs on the engine's own WebGPU (browsers, their workers, Deno), and in Node on the package `webgpu`, which you install
 * beside it. Calls are asynchronous only. Numbers go to the device and come back with each call.
 *
 * Throws a `ConfigError` if an option is invalid, and a `BackendStartError` if there is no adapter or no device:
 * `use(webgpu().catch(() => cpu()))` then takes another backend.
 */
export async function webgpu(options: WebgpuOptions = {}): Promise<WebgpuBackend> {
  checkOptions(options);
  // What compiles is a chunk of its own in a bundle: a page loads it when it makes the backend, not when it starts.
  const { start } = await import("./start.js");
  return start(options);
}
