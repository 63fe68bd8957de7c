import type { Backend } from "../backend/backend.js";
import { ActfnError } from "../errors/actfn-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";

/** A class of errors, such as `GraphError` or `RangeError`. */
export type ErrorClass = abstract new (...args: never[]) => Error;

/** Which errors move a call on to the next backend of the list. A backend's typed "unsupported" always does. */
export interface FallbackOptions {
  /**
   * - `"unsupported"`, where absent: no other error.
   * - `"fault"`: every error that a backend throws.
   * - A list of error classes, or a function that decides.
   *
   * An abort and a time-out never move on: the first is the caller's wish, after the second the backend may still be
   * writing to `out`.
   */
  readonly on?:
    | "unsupported"
    | "fault"
    | readonly ErrorClass[]
    | ((error: unknown, backend: Backend) => boolean);
}

/** Whether an error lets a call move on to the next backend. */
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

/** By code for errors of actfn's, of which there may be several copies; otherwise by class. */
function isOfClass(error: unknown, kind: ErrorClass): boolean {
  if (error instanceof kind) return true;
  const { code } = kind as { readonly code?: unknown };
  return typeof code === "string" && ActfnError.isInstance(error) && error.code === code;
}

/** Why a backend that has thrown is passed over. */
export function reasonOf(error: unknown): string {
  if (isUnsupported(error)) return error.reasons.map(({ reason }) => reason).join("; ");
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
