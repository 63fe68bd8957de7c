import { ActfnError } from "@actfn/core";

/** Thrown if a model cannot be exported. The message says what is allowed. */
export class ExportError extends ActfnError {
  static readonly code = "ACTFN_ONNX_EXPORT";

  constructor(activation: string, message: string) {
    super(ExportError.code, `Cannot export ${activation}: ${message}`);
  }
}
