import type { DType, TensorData } from "@actfn/core";

/** A runtime as the backend drives it, whichever it is. */
export interface Engine {
  /** The package: `"onnxruntime-node"`. */
  readonly runtime: string;
  readonly version: string;
  /** Name and version: `"onnxruntime-node 1.30.0"`. */
  readonly description: string;
  /** The execution provider to use if none is requested. */
  readonly defaultProvider: string;
  /** Loads a model; rejects where the runtime cannot run it. */
  open(model: Uint8Array, options: SessionOptions): Promise<Session>;
  /** The same at once, where the runtime can. */
  openSync?(model: Uint8Array, options: SessionOptions): SyncSession;
  /** Whether an execution provider is built in, as far as that is known before it is tried. */
  offers(provider: string): boolean;
}

/** ONNX Runtime's session options, as its documentation names them. */
export type SessionOptions = Readonly<Record<string, unknown>>;

/** A tensor that goes into a graph, in the memory of its owner. */
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
   * Runs it and gives the outputs in new memory. ONNX Runtime could be handed the memory to write to. But in the browser that
   * stays zero, and in Node the last digits of some operators then depend on where the memory begins.
   */
  run(feeds: Feeds, outputs: readonly string[]): Promise<readonly TensorData[]>;
  /** The same at once, where the runtime can. */
  readonly runSync?: SyncSession["runSync"];
  close(): Promise<void>;
}

/** A loaded model that runs at once. */
export interface SyncSession extends Session {
  runSync(feeds: Feeds, outputs: readonly string[]): readonly TensorData[];
}

/** A runtime's package and its version, as far as it tells. */
export interface Version {
  readonly name: string;
  readonly version: string;
}
