import { ActfnError } from "@actfn/core";

/** Thrown by `kernel.openComm` outside this kernel, where there is no front end. */
export class NoCommError extends ActfnError {
  static readonly code = "ACTFN_NO_COMM";

  constructor(target: string) {
    super(
      NoCommError.code,
      `Cannot open a comm to "${target}": comms require the actfn kernel and a Jupyter front end. ` +
        'Open the notebook with the kernel "TypeScript (actfn)", or show the value with display().',
    );
  }
}
