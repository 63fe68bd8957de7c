import { ActfnError } from "@actfn/core";

/** Thrown when the connection file that Jupyter hands to the kernel cannot be used. */
export class ConnectionFileError extends ActfnError {
  static readonly code = "ACTFN_CONNECTION_FILE";
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(
      ConnectionFileError.code,
      `The connection file ${path} cannot be used: ${reason}. Jupyter writes this file and passes its path; start the kernel through Jupyter or through "actfn-kernel run".`,
      cause,
    );
    this.path = path;
  }
}
