import { nativeNames } from "./native/native-graph.js";
import { OnnxBackend } from "./onnx-backend.js";
import { checkOptions, type OnnxOptions } from "./onnx-options.js";
import { loadEngine } from "./runtime/load.js";
import { chooseProvider, type ExecutionProvider, nameOf } from "./runtime/providers.js";
import { version } from "./version.js";

/**
 * Starts the ONNX Runtime backend. The promise resolves when it is ready:
 *
 * ```ts
 * await use(onnx());                                                // onnxruntime-node
 * await use(onnx({ executionProviders: ["cuda", "cpu"] }));         // the first available one
 * import * as ort from "onnxruntime-web/wasm";
 * await use(onnx({ runtime: ort }));                                // in a browser
 * ```
 *
 * Throws a `ConfigError` for an invalid option, a `BackendStartError` with the package to install if there is no runtime, and a
 * `ProviderError` if no requested execution provider is available.
 */
export async function onnx(options: OnnxOptions = {}): Promise<OnnxBackend> {
  checkOptions(options);
  const { threads = 1, graphOptimizationLevel = "basic", sessions = 64, sessionOptions = {} } = options;
  const engine = await loadEngine(options.runtime, threads);
  const settings = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel,
    logSeverityLevel: 4,
    ...sessionOptions,
  };
  const asked = options.executionProviders ?? engine.defaultProvider;
  const requested = (Array.isArray(asked) ? asked : [asked]) as readonly ExecutionProvider[];
  const { provider, variant } = await chooseProvider(engine, requested, settings);
  const { runtime, version: runtimeVersion } = engine;
  const name = nameOf(provider);
  return new OnnxBackend(engine, { ...settings, executionProviders: [provider] }, sessions, {
    version,
    runtime: engine.description,
    device: name,
    threads,
    native: nativeNames(),
    requestedProviders: requested.map(nameOf),
    provider: name,
    codePath: {
      runtime,
      version: runtimeVersion,
      provider: name,
      ...(variant === undefined ? {} : { variant }),
    },
  });
}
