import { ActfnError } from "./actfn-error.js";

/** Thrown when a call would hold more memory than `limits.bytes` allows, before any of it is allocated. */
export class InputSizeError extends ActfnError {
  static readonly code = "ACTFN_INPUT_SIZE";
  /** The bytes that the call's inputs and results would take. */
  readonly bytes: number;
  /** The bytes that are allowed. */
  readonly allowed: number;

  constructor(activation: string, bytes: number, allowed: number) {
    super(
      InputSizeError.code,
      `${activation}: the call's tensors would take ${bytes} bytes or more; limits.bytes allows ${allowed}. Compute it in parts.`,
    );
    this.bytes = bytes;
    this.allowed = allowed;
  }
}
