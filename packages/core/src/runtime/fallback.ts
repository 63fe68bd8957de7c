import type { Backend } from "../backend/backend.js";
import { ActfnError } from "../errors/actfn-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";

/** A class of errors, such as `GraphError` or `RangeError`. */
export type ErrorClass = abstract new (...args: never[]) => Error;

/** The errors after which a call goes to the next backend of the list. An `UnsupportedError` is always one. */
export interface FallbackOptions {
  /**
   * - `"unsupported"`: no other error.
   * - `"fault"`: every error that a backend throws.
   * - A list of error classes, or a function that decides.
   *
   * A call never goes on after an abort or a time-out: the caller wanted the first, and after the second the backend may still
   * write to `out`. Default: `"unsupported"`.
   */
  readonly on?:
    | "unsupported"
    | "fault"
    | readonly ErrorClass[]
    | ((error: unknown, backend: Backend) => boolean);
}

/** Whether a call goes to the next backend after an error. */
export type MovesOn = (error: unknown, backend: Backend) => boolean;

/** The policy that options describe. */
export function fallbackPolicy(on: FallbackOptions["on"] = "unsupported"): MovesOn {
  if (on === "unsupported") return isUnsupported;
  if (on === "fault") return () => true;
  if (typeof on === "function") return (error, backend) => isUnsupported(error) || on(error, backend);
  return (error) => isUnsupported(error) || on.some((kind) => isOfClass(error, kind));
}

export function isUnsupported(error: unknown): error is UnsupportedError {
  return UnsupportedError.isInstance(error);
}

/** Compares errors of actfn by their code, since several copies of the package may be loaded; others by their class. */
function isOfClass(error: unknown, kind: ErrorClass): boolean {
  if (error instanceof kind) return true;
  const { code } = kind as { readonly code?: unknown };
  return typeof code === "string" && ActfnError.isInstance(error) && error.code === code;
}

/** The reason for which a backend is passed over, from its error. */
export function reasonOf(error: unknown): string {
  if (isUnsupported(error)) return error.reasons.map(({ reason }) => reason).join("; ");
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
