import { ActfnError } from "@actfn/core";
import { asSentence } from "@actfn/core/checks";

/** Thrown if the connection file that Jupyter passes to the kernel is invalid. */
export class ConnectionFileError extends ActfnError {
  static readonly code = "ACTFN_CONNECTION_FILE";
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(
      ConnectionFileError.code,
      `The connection file ${path} is invalid: ${asSentence(reason)} Jupyter writes this file and passes its path. Start the kernel in Jupyter, or run the notebook: npx @actfn/kernel run NOTEBOOK.ipynb.`,
      cause,
    );
    this.path = path;
  }
}
