import type { DType, TensorData } from "@actfn/core";

/** The interface of the backend to a runtime. */
export interface Engine {
  /** The package: `"onnxruntime-node"`. */
  readonly runtime: string;
  readonly version: string;
  /** Name and version: `"onnxruntime-node 1.30.0"`. */
  readonly description: string;
  /** The execution provider to use if none is requested. */
  readonly defaultProvider: string;
  /** Loads a model. Rejects if the runtime cannot run it. */
  open(model: Uint8Array, options: SessionOptions): Promise<Session>;
  /** The same synchronously, if the runtime can. */
  openSync?(model: Uint8Array, options: SessionOptions): SyncSession;
  /** The execution providers that are built in. Undefined if the runtime does not tell. */
  readonly providers: readonly string[] | undefined;
}

/** ONNX Runtime's session options, as its documentation names them. */
export type SessionOptions = Readonly<Record<string, unknown>>;

/** An input tensor of a graph, in the memory of its owner. */
export interface Feed {
  readonly type: Exclude<DType, "bfloat16">;
  readonly data: TensorData;
  readonly dims: readonly number[];
}

/** Tensors by the name of the graph's input or output. */
export type Feeds = Readonly<Record<string, Feed>>;

/** A loaded model. */
export interface Session {
  /**
   * Runs the model. Returns the outputs in new memory. ONNX Runtime can also write to given memory, but in the browser that
   * memory stays zero, and in Node the last digits of some operators then depend on its address.
   */
  run(feeds: Feeds, outputs: readonly string[]): Promise<readonly TensorData[]>;
  /** The same synchronously, if the runtime can. */
  readonly runSync?: SyncSession["runSync"];
  close(): Promise<void>;
}

/** A loaded model that runs synchronously. */
export interface SyncSession extends Session {
  runSync(feeds: Feeds, outputs: readonly string[]): readonly TensorData[];
}

/** The package of a runtime and its version, if known. */
export interface Version {
  readonly name: string;
  readonly version: string;
}
