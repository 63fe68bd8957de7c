/**
 * The parts of an ONNX Runtime for JavaScript that this package uses: the module `onnxruntime-node`, `onnxruntime-web` or
 * `onnxruntime-react-native`.
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: Readonly<Record<string, unknown>>): Promise<OnnxRuntimeSession>;
  };
  readonly Tensor: new (
    type: "float32" | "float64" | "float16",
    data: never,
    dims: readonly number[],
  ) => OnnxRuntimeTensor;
  readonly env?: {
    readonly versions?: Readonly<Record<string, string | undefined>>;
    readonly wasm?: { numThreads?: number };
  };
  /** onnxruntime-node: the execution providers that it was built with. */
  readonly listSupportedBackends?: () => readonly { readonly name: string }[];
}

/** A loaded model. */
export interface OnnxRuntimeSession {
  run(feeds: never): Promise<Readonly<Record<string, OnnxRuntimeTensor>>>;
  release(): Promise<void>;
}

/** A tensor of the runtime. */
export interface OnnxRuntimeTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
}
