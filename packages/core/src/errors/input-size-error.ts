import { ActfnError } from "./actfn-error.js";

/** Thrown when the tensors of a call take more memory than `limits.bytes`, before any of it is allocated. */
export class InputSizeError extends ActfnError {
  static readonly code = "ACTFN_INPUT_SIZE";
  /** The bytes that the call's inputs and results would take. */
  readonly bytes: number;
  /** The bytes that are allowed. */
  readonly allowed: number;

  constructor(activation: string, bytes: number, allowed: number) {
    super(
      InputSizeError.code,
      `${activation}: the tensors of the call take at least ${bytes} bytes, but limits.bytes of the runtime is ${allowed}. Split the input into several calls, or raise limits.bytes.`,
    );
    this.bytes = bytes;
    this.allowed = allowed;
  }
}
