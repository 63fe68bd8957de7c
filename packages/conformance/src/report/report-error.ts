import { ActfnError } from "@actfn/core";

/** Thrown if a text is not a report. */
export class ReportError extends ActfnError {
  static readonly code = "ACTFN_REPORT";

  constructor(detail: string, cause?: unknown) {
    super(
      ReportError.code,
      `This is not a conformance report: ${detail}. toJson(report) writes one, and so does --report json on the command line.`,
      cause,
    );
  }
}
