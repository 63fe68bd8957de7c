import type { TensorData } from "@actfn/core";
import { nativeCall } from "@actfn/core/native";
import type { Engine, Feed, Feeds, Session, SessionOptions, Version } from "./engine.js";
import type { OnnxRuntime, OnnxRuntimeSession } from "./onnx-runtime.js";
import { outside, read } from "./tensor-data.js";

/** Runs any ONNX Runtime through its public interface, which is asynchronous. */
export class ModuleEngine implements Engine {
  readonly runtime: string;
  readonly version: string;
  readonly description: string;
  readonly defaultProvider: string;
  private readonly module: OnnxRuntime;
  /** Marks calls of native code. WebAssembly can be ended at any moment. */
  private readonly call: <T>(work: () => T) => T;
  readonly providers: readonly string[] | undefined;
  /** The last call of the queue. In a browser a runtime runs one session at a time. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(module: OnnxRuntime, version: Version, defaultProvider: string, isNative: boolean) {
    this.defaultProvider = defaultProvider;
    this.module = module;
    this.runtime = version.name;
    this.version = version.version;
    this.description = `${version.name} ${version.version}`;
    this.call = isNative ? nativeCall : (work) => work();
    this.providers = this.call(() => module.listSupportedBackends?.())?.map(({ name }) => name);
  }

  open(model: Uint8Array, options: SessionOptions): Promise<Session> {
    return this.inTurn(async () => {
      const session = await this.call(() => this.module.InferenceSession.create(model, options));
      return {
        run: (feeds, outputs) => this.inTurn(() => this.run(session, feeds, outputs)),
        close: () => this.inTurn(() => this.call(() => session.release())),
      };
    });
  }

  private async run(
    session: OnnxRuntimeSession,
    feeds: Feeds,
    outputs: readonly string[],
  ): Promise<readonly TensorData[]> {
    const given: Record<string, unknown> = {};
    for (const [name, feed] of Object.entries(feeds)) given[name] = this.tensor(feed);
    const results = await this.call(() => session.run(given as never));
    return outputs.map((name) => read(results[name]?.data));
  }

  private tensor({ type, data, dims }: Feed): unknown {
    return new this.module.Tensor(type, outside(data) as never, dims);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
