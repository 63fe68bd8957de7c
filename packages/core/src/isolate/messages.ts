import type { Backend, Pass, Precision } from "../backend/backend.js";
import type { ResolvedOptions } from "../definition/definition.js";
import type { DType, TensorData } from "../tensor/dtype.js";
import type { PackedActivation } from "./packed-activation.js";

/** A tensor on its way between two threads. */
export interface PackedTensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** A request on its way into the worker. */
export interface PackedRequest {
  /** Names the activation; `activation` comes along where the worker does not know the name yet. */
  readonly key: number;
  readonly activation: PackedActivation | undefined;
  /** A key that will not be used again. */
  readonly forget: number | undefined;
  readonly options: ResolvedOptions;
  readonly pass: Pass;
  readonly precision: Precision;
  readonly dtype: DType;
  readonly inputs: readonly PackedTensor[];
  readonly shapes: readonly (readonly number[])[];
}

/** What the host says. */
export type ToWorker =
  | {
      readonly kind: "start";
      readonly module: string;
      readonly factory: string;
      readonly options: unknown;
    }
  | { readonly kind: "run"; readonly id: number; readonly request: PackedRequest }
  | { readonly kind: "dispose" };

/** What the worker says. */
export type FromWorker =
  | ({ readonly kind: "ready" } & Pick<Backend, "name" | "info" | "declarations">)
  /** It did not start, or has thrown outside of a call: in a process only, of a thread the host hears of itself. */
  | { readonly kind: "failed"; readonly error: PackedError }
  | { readonly kind: "begun"; readonly id: number }
  | { readonly kind: "answer"; readonly id: number; readonly results: readonly PackedTensor[] }
  | { readonly kind: "error"; readonly id: number; readonly error: PackedError }
  | { readonly kind: "disposed"; readonly error: PackedError | undefined };

/** An error on its way out of the worker. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  /** Why a backend cannot run a request, where that is the error. */
  readonly reasons: readonly { readonly backend: string; readonly reason: string }[] | undefined;
}
