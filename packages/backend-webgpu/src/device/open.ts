import { BackendStartError } from "@actfn/core";
import type { WebgpuOptions } from "../options.js";
import type { Gpu, GpuAdapter, GpuAdapterInfo, GpuDevice } from "./gpu.js";

/** A device, ready to use. */
export interface OpenDevice {
  readonly gpu: GpuDevice;
  /** What is known of the adapter; empty where the device is the caller's and does not tell. */
  readonly adapter: Partial<GpuAdapterInfo>;
  /** What found it: `"navigator.gpu"`, or the package `webgpu`. */
  readonly source: string;
  /** Whether this package made it, and ends it. */
  readonly isOwn: boolean;
  /** Dawn ends with the object that made the adapter, so that it must be kept. */
  readonly keep: unknown;
}

/** Limits above the defaults that a device has only if it is asked for them. */
const RAISED = ["maxStorageBufferBindingSize", "maxBufferSize", "maxStorageBuffersPerShaderStage"] as const;

/** The caller's device, or one of the machine's adapters. Throws a `BackendStartError` that says what to do. */
export async function openDevice({ device, powerPreference }: WebgpuOptions): Promise<OpenDevice> {
  if (device !== undefined) {
    const { adapterInfo = {} } = device as { readonly adapterInfo?: GpuAdapterInfo };
    return { gpu: device, adapter: adapterInfo, source: "the caller's device", isOwn: false, keep: device };
  }
  const { gpu, source } = await findGpu();
  const adapter = await requestAdapter(gpu, powerPreference);
  const requiredLimits = Object.fromEntries(RAISED.map((name) => [name, adapter.limits[name]]));
  try {
    const made = await adapter.requestDevice({ label: "actfn", requiredLimits });
    return { gpu: made, adapter: adapter.info ?? {}, source, isOwn: true, keep: [gpu, adapter] };
  } catch (cause) {
    throw new BackendStartError("webgpu", OTHERS, cause);
  }
}

async function requestAdapter(
  gpu: Gpu,
  powerPreference: WebgpuOptions["powerPreference"],
): Promise<GpuAdapter> {
  const adapter = await gpu.requestAdapter(powerPreference === undefined ? {} : { powerPreference });
  if (adapter !== null) return adapter;
  throw new BackendStartError("webgpu", OTHERS, new Error("this machine has no WebGPU adapter."));
}

/** The next step of a start that failed. */
export const OTHERS: string = "Start another backend where there is none: use(webgpu().catch(() => cpu())).";

/** The engine's WebGPU, or that of the package `webgpu` in Node. */
async function findGpu(): Promise<{ gpu: Gpu; source: string }> {
  const { navigator, process } = globalThis as {
    readonly navigator?: { readonly gpu?: Gpu };
    readonly process?: { readonly versions?: { readonly node?: string } };
  };
  if (navigator?.gpu !== undefined) return { gpu: navigator.gpu, source: "navigator.gpu" };
  if (process?.versions?.node === undefined) {
    const why = "this browser has no WebGPU; a page needs a secure context (https or localhost).";
    throw new BackendStartError("webgpu", OTHERS, new Error(why));
  }
  try {
    const { create } = (await importAtRunTime("webgpu")) as { create(options: string[]): Gpu };
    return { gpu: create([]), source: "Dawn, package webgpu" };
  } catch (cause) {
    throw new BackendStartError("webgpu", `${INSTALL} ${OTHERS}`, cause);
  }
}

const INSTALL = "Node has no WebGPU of its own; install it with: npm install webgpu.";

/** Imports what only Node has, out of sight of bundlers, which would follow it into native code. */
function importAtRunTime(specifier: string): Promise<unknown> {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ specifier);
}
