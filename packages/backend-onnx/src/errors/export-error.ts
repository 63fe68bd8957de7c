import { ActfnError } from "@actfn/core";

/** Thrown when a model is asked for that cannot be written; the message tells what can. */
export class ExportError extends ActfnError {
  static readonly code = "ACTFN_ONNX_EXPORT";

  constructor(activation: string, message: string) {
    super(ExportError.code, `${activation} cannot be exported like this: ${message}`);
  }
}
