import type { Pass } from "../backend/backend.js";
import type { Definition } from "../definition/definition.js";

/** What a call was given, before any check. */
export interface Call {
  readonly definition: Definition;
  readonly pass: Pass;
  readonly x: unknown;
  /** The cotangent, for backward. */
  readonly dy?: unknown;
  /** The activation's options and the call's own: `out`, `precision`, `signal`, `timeout`. */
  readonly options: Readonly<Record<string, unknown>>;
}
