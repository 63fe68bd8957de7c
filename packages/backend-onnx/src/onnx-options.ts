import { ConfigError } from "@actfn/core";
import type { OnnxRuntime } from "./runtime/onnx-runtime.js";

const levels = ["disabled", "basic", "extended", "layout", "all"] as const;

/** How {@link onnx} starts. */
export interface OnnxOptions {
  /**
   * The runtime's module: `import * as ort from "onnxruntime-web/wasm"`, or `onnxruntime-react-native`. Where absent,
   * `onnxruntime-node` is looked for.
   */
  readonly runtime?: OnnxRuntime;
  /**
   * What computes: `"cpu"`, `"cuda"`, `"coreml"`, `"wasm"`, `"webgpu"`, … One name must be there, or a `ProviderError` is
   * thrown; of a list the first that is there is taken. Where absent: `"cpu"`, in the browser `"wasm"`.
   */
  readonly executionProviders?: string | readonly string[];
  /** Threads of each session. 1 where absent: an activation gains little from more, and idle ones would spin. */
  readonly threads?: number;
  /** ONNX Runtime's `graphOptimizationLevel`; `"basic"` where absent, since the levels above change numbers. */
  readonly graphOptimizationLevel?: (typeof levels)[number];
  /** How many sessions are kept open; 64 where absent. The least recently used is closed first. */
  readonly sessions?: number;
  /** Any other of ONNX Runtime's session options, passed on as they are; `executionProviders` has its own place above. */
  readonly sessionOptions?: Readonly<Record<string, unknown>>;
}

/** What a field may hold, in words and as a test. */
interface Field {
  readonly allowed: string;
  readonly test: (value: unknown) => boolean;
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
const isName = (value: unknown): boolean => typeof value === "string" && value !== "";
const count: Field = {
  allowed: "an integer of at least 1",
  test: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
};

const fields: Readonly<Record<keyof OnnxOptions, Field>> = {
  runtime: { allowed: 'a runtime\'s module: import * as ort from "onnxruntime-web/wasm"', test: isObject },
  executionProviders: {
    allowed: 'a name such as "cpu", or a list with at least one',
    test: (value) => isName(value) || (Array.isArray(value) && value.length > 0 && value.every(isName)),
  },
  threads: count,
  graphOptimizationLevel: {
    allowed: `one of ${levels.map((level) => JSON.stringify(level)).join(", ")}`,
    test: (value) => levels.some((level) => level === value),
  },
  sessions: count,
  sessionOptions: { allowed: "an object of ONNX Runtime's session options", test: isObject },
};

/** Throws a `ConfigError` for the first field that does not exist or holds what it may not; one that is undefined counts as absent. */
export function checkOptions(options: unknown): asserts options is OnnxOptions {
  const names = Object.keys(fields).map((name) => JSON.stringify(name));
  if (!isObject(options)) {
    throw new ConfigError("onnx", "the argument", options, `an object with ${names.join(", ")}`);
  }
  for (const [name, value] of Object.entries(options as object)) {
    const field = Object.hasOwn(fields, name) ? fields[name as keyof OnnxOptions] : undefined;
    if (field === undefined)
      throw new ConfigError("onnx", name, value, `left out; there are ${names.join(", ")}`);
    if (value !== undefined && !field.test(value)) throw new ConfigError("onnx", name, value, field.allowed);
  }
  const { executionProviders } = (options as OnnxOptions).sessionOptions ?? {};
  if (executionProviders !== undefined) {
    const place = "left out; name what computes in executionProviders, beside sessionOptions";
    throw new ConfigError("onnx", "sessionOptions.executionProviders", executionProviders, place);
  }
}
