import { BackendStartError } from "@actfn/core";
import { builtin } from "@actfn/core/host";
import { nativeCall } from "@actfn/core/native";
import { oldestRuntime } from "../model/graph-model.js";
import { BindingEngine, type NativeBinding } from "./binding-engine.js";
import type { Engine, Version } from "./engine.js";
import { ModuleEngine } from "./module-engine.js";
import type { OnnxRuntime } from "./onnx-runtime.js";

/**
 * Returns the given module, or loads onnxruntime-node. Throws a `BackendStartError` with the package to install if there is
 * none.
 */
export async function loadEngine(given: OnnxRuntime | undefined, threads: number): Promise<Engine> {
  const runtime = given ?? (await importNodeRuntime());
  if (typeof runtime.InferenceSession?.create !== "function" || typeof runtime.Tensor !== "function") {
    throw new BackendStartError(
      "onnx",
      'Pass the module: import * as ort from "onnxruntime-web/wasm"; await onnx({ runtime: ort }).',
      new TypeError("The given runtime has no InferenceSession.create and no Tensor."),
    );
  }
  const version = versionOf(runtime);
  refuseCrashing(version);
  const isWeb = runtime.env?.versions?.["web"] !== undefined;
  // In the browser, the number of threads is a setting of the whole page. The first loaded model fixes it.
  if (isWeb && runtime.env?.wasm !== undefined) runtime.env.wasm.numThreads ??= threads;
  const isNative = isNodeRuntime(runtime);
  const binding = isNative ? await importBinding() : undefined;
  return binding === undefined
    ? new ModuleEngine(runtime, version, isWeb ? "wasm" : "cpu", isNative)
    : new BindingEngine(runtime, binding, version);
}

/** The namespace of a module, or the default export of a CommonJS module. */
function moduleOf(namespace: unknown): OnnxRuntime {
  const { default: inner } = namespace as { readonly default?: OnnxRuntime };
  return inner?.InferenceSession === undefined ? (namespace as OnnxRuntime) : inner;
}

async function importNodeRuntime(): Promise<OnnxRuntime> {
  loadAddon();
  try {
    return moduleOf(await importAtRunTime("onnxruntime-node"));
  } catch (cause) {
    throw new BackendStartError("onnx", isMissing(cause) ? INSTALL : ALLOW, cause);
  }
}

const INSTALL =
  "Install it with: npm install onnxruntime-node (ONNXRUNTIME_NODE_INSTALL=skip keeps it from fetching CUDA), or pass another runtime, onnx({ runtime }).";

const ALLOW =
  "onnxruntime-node is installed, but does not load. It is native code, which may need a permission (deno run --allow-ffi --allow-read --allow-env --allow-sys; node --permission --allow-addons) or a library of the system; or pass another runtime, onnx({ runtime }).";

/**
 * Whether an error of an engine, or of a wrapper around it, says that a package was not found. Otherwise it was found but does
 * not load.
 */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  const isNotFound =
    code === "ERR_MODULE_NOT_FOUND" ||
    code === "MODULE_NOT_FOUND" ||
    /cannot find (package|module)|not a dependency|failed to resolve module/i.test(error.message);
  return (isNotFound && error.message.includes("onnxruntime-node")) || isMissing(error.cause);
}

/**
 * Loads onnxruntime-node inside one native call, so that this thread is not ended during it. A later import uses the loaded
 * module. If it is not found in this way, as in a bundle, the import throws the error.
 */
function loadAddon(): void {
  try {
    const modules = builtin<typeof import("node:module")>("node:module");
    nativeCall(() => modules?.createRequire(import.meta.url)("onnxruntime-node"));
  } catch {}
}

/** Imports a module of Node in a way that bundlers do not follow. */
function importAtRunTime(specifier: string): Promise<unknown> {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ specifier);
}

function isNodeRuntime(runtime: OnnxRuntime): boolean {
  return runtime.env?.versions?.["node"] !== undefined;
}

/** Refuses onnxruntime-node 1.20, which ends the process during a run. */
function refuseCrashing({ name, version }: Version): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [, oldest = 0] = oldestRuntime.split(".").map(Number);
  if (name !== "onnxruntime-node" || major !== 1 || minor >= oldest) return;
  throw new BackendStartError(
    "onnx",
    "Install a newer one with: npm install onnxruntime-node@latest.",
    new RangeError(
      `onnxruntime-node ${version} can crash the process. The oldest supported version is ${oldestRuntime}.`,
    ),
  );
}

function versionOf(runtime: OnnxRuntime): Version {
  const versions = runtime.env?.versions ?? {};
  for (const [key, name] of Object.entries(packages)) {
    const version = versions[key];
    if (version !== undefined) return { name, version };
  }
  return { name: "ONNX Runtime", version: versions["common"] ?? "of unknown version" };
}

const packages: Readonly<Record<string, string>> = {
  node: "onnxruntime-node",
  web: "onnxruntime-web",
  "react-native": "onnxruntime-react-native",
};

/** The binding of onnxruntime-node, if it is available. */
async function importBinding(): Promise<NativeBinding | undefined> {
  try {
    const found = await importAtRunTime("onnxruntime-node/dist/binding.js");
    const inner = (found as { readonly default?: unknown }).default ?? found;
    const { binding, initOrt } = inner as { binding?: NativeBinding; initOrt?: () => void };
    if (typeof binding?.InferenceSession !== "function" || typeof initOrt !== "function") return undefined;
    nativeCall(initOrt);
    return binding;
  } catch {
    return undefined;
  }
}
