import { ActfnError } from "@actfn/core";

/** Thrown for a text that is no report. */
export class ReportError extends ActfnError {
  static readonly code = "ACTFN_REPORT";

  constructor(detail: string, cause?: unknown) {
    super(
      ReportError.code,
      `This is no report of actfn-conformance: ${detail}. Write one with toJson(report), or --report json on the command line.`,
      cause,
    );
  }
}
