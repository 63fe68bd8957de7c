import { ActfnError } from "@actfn/core";

/** Thrown by `kernel.openComm` outside of this kernel, where no front end could hold the other end. */
export class NoCommError extends ActfnError {
  static readonly code = "ACTFN_NO_COMM";

  constructor(target: string) {
    super(
      NoCommError.code,
      `A comm to "${target}" needs the actfn kernel and a Jupyter front end; this is neither. ` +
        'Open the notebook with the kernel "TypeScript (actfn)", or show the value with display().',
    );
  }
}
