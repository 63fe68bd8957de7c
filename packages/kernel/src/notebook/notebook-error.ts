import { ActfnError } from "@actfn/core";

/** Thrown if a file is not a notebook that can be run. */
export class NotebookError extends ActfnError {
  static readonly code = "ACTFN_NOTEBOOK";
  readonly path: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(NotebookError.code, `${path} cannot be run as a notebook: ${reason}.`, cause);
    this.path = path;
  }
}
