import type { TensorData } from "@actfn/core";
import { nativeCall } from "@actfn/core/native";
import type { Engine, Feed, Feeds, SessionOptions, SyncSession, Version } from "./engine.js";
import type { OnnxRuntime } from "./onnx-runtime.js";
import { outside, read } from "./tensor-data.js";

/**
 * The native binding below onnxruntime-node's sessions. Its `run` is synchronous and takes a third of the time of the public
 * one, which only wraps it in a timer. It is not documented, so the engine looks for it and tests it.
 */
export interface NativeBinding {
  readonly InferenceSession: new () => NativeSession;
}

interface NativeSession {
  loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: SessionOptions): void;
  run(
    feeds: Readonly<Record<string, unknown>>,
    fetches: Readonly<Record<string, unknown>>,
    options: object,
  ): Record<string, { readonly data: unknown }>;
  dispose(): void;
}

/** Runs onnxruntime-node through its binding. */
export class BindingEngine implements Engine {
  readonly runtime: string;
  readonly version: string;
  readonly description: string;
  readonly defaultProvider = "cpu";
  private readonly binding: NativeBinding;
  readonly providers: readonly string[] | undefined;

  constructor(runtime: OnnxRuntime, binding: NativeBinding, version: Version) {
    this.runtime = version.name;
    this.version = version.version;
    this.description = `${version.name} ${version.version}`;
    this.binding = binding;
    this.providers = nativeCall(() => runtime.listSupportedBackends?.())?.map(({ name }) => name);
  }

  async open(model: Uint8Array, options: SessionOptions): Promise<SyncSession> {
    return this.openSync(model, options);
  }

  openSync(model: Uint8Array, options: SessionOptions): SyncSession {
    const session = nativeCall(() => {
      const opened = new this.binding.InferenceSession();
      opened.loadModel(model.buffer, model.byteOffset, model.byteLength, options);
      return opened;
    });
    return new BindingSession(session);
  }
}

class BindingSession implements SyncSession {
  private readonly session: NativeSession;

  constructor(session: NativeSession) {
    this.session = session;
  }

  async run(feeds: Feeds, outputs: readonly string[]): Promise<readonly TensorData[]> {
    return this.runSync(feeds, outputs);
  }

  runSync(feeds: Feeds, outputs: readonly string[]): readonly TensorData[] {
    const given: Record<string, unknown> = {};
    for (const name in feeds) given[name] = native(feeds[name] as Feed);
    const wanted: Record<string, null> = {};
    for (const name of outputs) wanted[name] = null;
    const results = nativeCall(() => this.session.run(given, wanted, {}));
    return outputs.map((name) => read(results[name]?.data));
  }

  async close(): Promise<void> {
    nativeCall(() => this.session.dispose());
  }
}

function native({ type, data, dims }: Feed): object {
  return { type, data: outside(data), dims, location: "cpu" };
}
