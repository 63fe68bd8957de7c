import { ActfnError } from "@actfn/core";

/** Thrown by `input()` where the front end cannot ask, as when a notebook is run by a command. */
export class InputNotAllowedError extends ActfnError {
  static readonly code = "ACTFN_INPUT_NOT_ALLOWED";

  constructor() {
    super(
      InputNotAllowedError.code,
      "This front end cannot ask for input (the request said allow_stdin: false). Run the notebook in Jupyter, or set the value in a cell.",
    );
  }
}
