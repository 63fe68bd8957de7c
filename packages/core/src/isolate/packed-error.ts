import { ActfnError } from "../errors/actfn-error.js";
import { UnsupportedError } from "../errors/unsupported-error.js";
import type { PackedError } from "./messages.js";

export function packError(error: unknown): PackedError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), stack: undefined, code: undefined, reasons: undefined };
  }
  const { name, message, stack } = error;
  return {
    name,
    message,
    stack,
    code: ActfnError.isInstance(error) ? error.code : undefined,
    reasons: UnsupportedError.isInstance(error) ? error.reasons : undefined,
  };
}

/** The error as it was thrown in the worker: of actfn's kind where it was one, with its name and its stack. */
export function unpackError({ name, message, stack, code, reasons }: PackedError, activation: string): Error {
  if (reasons !== undefined) return new UnsupportedError(activation, reasons);
  const error = code === undefined ? new Error(message) : new ActfnError(code, message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
