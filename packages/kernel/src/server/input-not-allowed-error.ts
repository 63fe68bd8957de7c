import { ActfnError } from "@actfn/core";

/** Thrown by `input()` if the front end cannot prompt for input, as when a command runs the notebook. */
export class InputNotAllowedError extends ActfnError {
  static readonly code = "ACTFN_INPUT_NOT_ALLOWED";

  constructor() {
    super(
      InputNotAllowedError.code,
      "This front end cannot prompt for input (allow_stdin is false in the request). Run the notebook in Jupyter, or set the value in a cell.",
    );
  }
}
