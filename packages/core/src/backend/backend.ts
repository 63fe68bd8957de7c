/**
 * The contract between actfn and the runtimes that compute for it.
 *
 * How to think about it: core turns every call of a user into one {@link KernelRequest}, checks it completely, and hands it to
 * one backend. The request carries the activation's definition, so a backend needs no list of operators. It may have
 * operators of its own for some (`builtinOf` tells which built-in definition a request computes); for all the others it takes the derived expressions (`kernelOf(request)`) and compiles or
 * interprets them. `evaluateRequest` is the living definition: a backend that calls it and nothing else is right.
 *
 * What core guarantees to a backend:
 *
 * - Options are complete and valid. Shapes fit. All tensors of a request have one dtype.
 * - `inputs` are, in this order: x; the tensor options in the order of the definition; for backward, dy, which has
 *   the shape of the forward output. They are the user's memory: never written, not kept after the answer.
 * - `shapes` has the shape of each result, `outputs` an entry for each: a tensor of the right shape and dtype to be filled, or undefined. An
 *   output may be the very array of an input (in place); partial overlaps do not reach a backend.
 * - No call reaches a backend after its `dispose()` was called through core.
 *
 * What a backend guarantees to core:
 *
 * - It is ready when its factory returns it. There is no un-ready state.
 * - It answers forward with one tensor, the activation's output; backward with the gradient for x (shape of x) and
 *   then one for each learned option (shape of that tensor), given dy. Where the output is a constant by a choice (a masked
 *   entry, the negative side of ReLU) the gradient is 0 whatever dy is there, NaN included. An entry of `outputs` that is a tensor is filled and returned.
 * - It answers `supports` truthfully, at once, and without side effects; what it supports, it can execute.
 * - Calls may overlap. Each is answered on its own; one that fails leaves the others and the next one fine.
 * - On failure it throws, and writes nothing to `outputs`.
 * - It never answers with memory that it will write again.
 * - `dispose` may be called twice, waits for calls in flight, and makes later calls throw `BackendDisposedError`.
 * - It marks each call of native code with `nativeCall` of `@actfn/core/native`, so that nobody ends the thread inside it.
 * - Its numbers keep the promises of `precision` (see {@link Precision}); where they do not, `declarations` says so.
 */
import type { Definition, ResolvedOptions } from "../definition/definition.js";
import type { DType } from "../tensor/dtype.js";
import type { Tensor } from "../tensor/tensor.js";
import type { CodePath, Declarations } from "./deviations.js";
import type { Pass, Precision } from "./pass.js";

export type { Pass, Precision } from "./pass.js";

/** The version of the contract that this package speaks. A backend stamps the one it was written for. */
export const contractVersion = "v1";

/** A runtime that computes activations. See the head of this file for what it guarantees and may rely on. */
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
  /** The same without waiting, where the runtime can. */
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

/** How a backend would run a request. `native`: an operator of its own; `lowered`: from the expression. */
export type Support =
  | { readonly status: "native" | "lowered" }
  | { readonly status: "unsupported"; readonly reason: string };

/** One call, complete and checked. */
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
