import { ActfnError } from "@actfn/core";

/** Thrown if a file of golden cases cannot be fetched. */
export class CaseFileError extends ActfnError {
  static readonly code = "ACTFN_CASE_FILE";

  constructor(address: string, status: number) {
    super(
      CaseFileError.code,
      `The golden cases at ${address} cannot be fetched: the server returned status ${status}. Serve the folder "cases" of @actfn/conformance beside its "dist".`,
    );
  }
}
