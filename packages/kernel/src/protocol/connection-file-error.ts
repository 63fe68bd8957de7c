import { ActfnError } from "@actfn/core";

/** Thrown if the connection file that Jupyter passes to the kernel is invalid. */
export class ConnectionFileError extends ActfnError {
  static readonly code = "ACTFN_CONNECTION_FILE";
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(
      ConnectionFileError.code,
      `The connection file ${path} is invalid: ${reason}. Jupyter writes this file and passes its path. Start the kernel with Jupyter or with "actfn-kernel run".`,
      cause,
    );
    this.path = path;
  }
}
