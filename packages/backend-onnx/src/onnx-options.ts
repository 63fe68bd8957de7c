import { ConfigError } from "@actfn/core";
import { type Check, fields, number, oneOf, where } from "@actfn/core/checks";
import type { OnnxRuntime } from "./runtime/onnx-runtime.js";
import { type ExecutionProvider, nameOf } from "./runtime/providers.js";

const levels = ["disabled", "basic", "extended", "layout", "all"] as const;

/** Options of {@link onnx}. */
export interface OnnxOptions {
  /**
   * The module of the runtime, such as `import * as ort from "onnxruntime-web/wasm"`, or `onnxruntime-react-native`. Default:
   * `onnxruntime-node`, if it is installed.
   */
  readonly runtime?: OnnxRuntime;
  /**
   * The execution provider: `"cpu"`, `"cuda"`, `"coreml"`, `"wasm"`, `"webgpu"`, …, or an object with its name and options:
   * `{ name: "cuda", deviceId: 1 }`. Of a list, the first available one is used. Throws a `ProviderError` if none is available.
   * Default: `"cpu"`, in the browser `"wasm"`.
   */
  readonly executionProviders?: ExecutionProvider | readonly ExecutionProvider[];
  /** The number of threads of each session. Default: 1, because an activation gains little from more threads, and idle threads spin. */
  readonly threads?: number;
  /** ONNX Runtime's `graphOptimizationLevel`. Default: `"basic"`, because higher levels change results. */
  readonly graphOptimizationLevel?: (typeof levels)[number];
  /** The maximum number of open sessions. The least recently used session is closed first. Default: 64. */
  readonly sessions?: number;
  /** Other session options of ONNX Runtime, without `executionProviders`. They are passed on unchanged. */
  readonly sessionOptions?: Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
const isName = (value: unknown): boolean => typeof value === "string" && value !== "";
const isProvider = (value: unknown): boolean =>
  isName(value) || (isObject(value) && isName(nameOf(value as ExecutionProvider)));
const count = number(1, Number.MAX_SAFE_INTEGER, true);

const check = fields({
  runtime: where('a runtime\'s module: import * as ort from "onnxruntime-web/wasm"', isObject),
  executionProviders: where(
    'a name such as "cpu", an object with a name such as { name: "cuda", deviceId: 1 }, or a list of one or more of these',
    (value) => isProvider(value) || (Array.isArray(value) && value.length > 0 && value.every(isProvider)),
  ),
  threads: count,
  graphOptimizationLevel: oneOf(...levels),
  sessions: count,
  sessionOptions: where("an object of ONNX Runtime's session options", isObject),
} satisfies Record<keyof OnnxOptions, Check>);

/** Throws a `ConfigError` for the first field that is unknown or has an invalid value. A field that is undefined counts as absent. */
export function checkOptions(options: unknown): asserts options is OnnxOptions {
  check(options, "", "onnx");
  const { executionProviders } = (options as OnnxOptions).sessionOptions ?? {};
  if (executionProviders !== undefined) {
    const place = "left out. Set executionProviders of onnx() instead";
    throw new ConfigError("onnx", "sessionOptions.executionProviders", executionProviders, place);
  }
}
