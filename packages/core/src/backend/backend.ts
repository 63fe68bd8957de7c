/**
 * The contract between actfn and its backends.
 *
 * Core turns each call of a user into one {@link KernelRequest}, checks it completely, and passes it to one backend. The
 * request has the activation's definition, so a backend needs no list of operators. It may have code of its own for some
 * activations (`builtinOf` tells which built-in definition a request has); for all others it compiles or interprets the
 * derived expressions (`kernelOf(request)`). `evaluateRequest` is the reference implementation: a backend that only calls it
 * keeps the contract.
 *
 * What core guarantees to a backend:
 *
 * - Options are complete and valid. Shapes fit. All tensors of a request have one dtype.
 * - `inputs` are, in this order: x; the tensor options in the order of the definition; for backward, dy, which has
 *   the shape of the forward output. They are the user's memory: a backend does not write to them, and does not keep them after the call.
 * - `shapes` has the shape of each result, `outputs` an entry for each: a tensor of the right
 *   shape and dtype to be filled, or undefined. An output may be the array of an input (in place); partial overlaps do not
 *   reach a backend.
 * - No call reaches a backend after its `dispose()` was called through core.
 *
 * What a backend guarantees to core:
 *
 * - It is ready when its factory returns it. There is no half-ready state.
 * - It returns one tensor for forward, the activation's output; for backward the gradient with respect to x (shape of x),
 *   then one for each learned option (shape of that tensor), given dy. Where the output is a constant by a choice (a masked
 *   entry, the negative side of ReLU), the gradient is 0, even if dy is NaN. The gradient of a learned option is summed in double
 *   over the elements that share one of its numbers, one after another in the order of the elements. An entry of `outputs`
 *   that is a tensor is filled and returned.
 * - `supports` returns synchronously and without side effects. What it supports, the backend can execute.
 * - Calls may overlap. A call that fails has no effect on other calls.
 * - On failure it throws, and writes nothing to `outputs`.
 * - It never returns memory that it will write again.
 * - `dispose` may be called twice, waits for calls in flight, and makes later calls throw `BackendDisposedError`.
 * - It marks each call of native code with `nativeCall` of `@actfn/core/native`, so that nobody terminates the thread inside it.
 * - Its numbers are within the bounds of `precision` (see {@link Precision}); where they are not, `declarations` says so.
 */
import type { Definition, ResolvedOptions } from "../definition/definition.js";
import type { DType } from "../tensor/dtype.js";
import type { Tensor } from "../tensor/tensor.js";
import type { CodePath, Declarations } from "./deviations.js";
import type { Pass, Precision } from "./pass.js";

export type { Pass, Precision } from "./pass.js";

/** The version of the contract that this package speaks. A backend stamps the one it was written for. */
export const contractVersion = "v1";

/** Executes requests. The head of this file says what it guarantees and may rely on. */
export interface Backend {
  /** The contract it follows; checked when it is registered. */
  readonly contract: "v1";
  /** A short lower-case name, such as `"cpu"`, under which events and reports show it. */
  readonly name: string;
  /** What it is and where it runs, for reports. */
  readonly info: BackendInfo;
  /** Where its numbers deviate from the contract. The default probe and the conformance suite read it. Default: nowhere. */
  readonly declarations?: Declarations;
  /** Whether it can run a request, and how, before anything runs. */
  supports(request: KernelRequest): Support;
  /** Runs a request; see the head of this file for the order of the results. */
  execute(request: KernelRequest): Promise<Tensor[]>;
  /** The same as a synchronous call. Undefined if the backend cannot make one. */
  executeSync?(request: KernelRequest): Tensor[];
  /** Waits for calls in flight and releases everything. */
  dispose(): Promise<void>;
  /**
   * Which arithmetic a supported request runs in, and why, for `which` and for the events of calls. It
   * does not throw, and computes nothing for the user. Default: it is not told.
   */
  explain?(request: KernelRequest): Explanation;
  /** How its cache of compiled kernels or sessions does, for `runtime.stats()`, where it has one. */
  cache?(): CacheStats;
}

/** Which arithmetic a request runs in, and why. */
export interface Explanation {
  /** The number format of the operations, whatever the dtype of the tensors. */
  readonly arithmetic: "float32" | "float64";
  /**
   * Why, in a sentence. If an accuracy check has refused float32, it names the first input that failed, both results, and
   * the error in units in the last place.
   */
  readonly reason: string;
}

/** How a backend's cache of compiled kernels or sessions does. */
export interface CacheStats {
  readonly hits: number;
  readonly misses: number;
  /** How many it holds now. */
  readonly size: number;
}

/** What a backend says of itself. */
export interface BackendInfo {
  /** The backend package's version. */
  readonly version: string;
  /** What computes, with its version: `"onnxruntime-node 1.30.0"`. */
  readonly runtime: string;
  /** Where: `"cpu"`, `"webgpu"`, … */
  readonly device: string;
  /** The number of threads it may use. */
  readonly threads: number;
  /** The code that computes, where the numbers depend on it and {@link Declarations} name it. */
  readonly codePath?: CodePath;
  /** Names of the activations it runs with a native operator. */
  readonly native: readonly string[];
}

/** How a backend would execute a request. `native`: by code of its own for this activation; `lowered`: from the expression. */
export type Support =
  | { readonly status: "native" | "lowered" }
  | { readonly status: "unsupported"; readonly reason: string };

/** One call, checked and with all its options. */
export interface KernelRequest {
  readonly activation: Definition;
  /** Every option that is not a tensor, with its value; `axis` counts from the start. */
  readonly options: ResolvedOptions;
  readonly pass: Pass;
  readonly precision: Precision;
  /** The one dtype of all tensors of the request. */
  readonly dtype: DType;
  readonly inputs: readonly Tensor[];
  /** The shape of each result. */
  readonly shapes: readonly (readonly number[])[];
  readonly outputs: readonly (Tensor | undefined)[];
  /** Aborts a long call where the backend can; core itself rejects as soon as it fires. */
  readonly signal?: AbortSignal;
}
