import { ActfnError } from "@actfn/core";

/** Thrown if a model cannot be exported. The message says what is allowed. */
export class ExportError extends ActfnError {
  static readonly code = "ACTFN_ONNX_EXPORT";

  constructor(activation: string, problem: string) {
    super(ExportError.code, `Cannot export ${activation}: ${problem}`);
  }

  /** Where the files of a repository cannot be written. */
  static ofFiles(problem: string): ExportError {
    return new ExportError("to a model repository", problem);
  }
}
