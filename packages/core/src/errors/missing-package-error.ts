import { ActfnError } from "./actfn-error.js";

/** Thrown when something needs a package that is not installed. */
export class MissingPackageError extends ActfnError {
  static readonly code = "ACTFN_MISSING_PACKAGE";
  readonly packageName: string;

  constructor(what: string, packageName: string, cause?: unknown) {
    super(
      MissingPackageError.code,
      `${what} needs the package ${packageName}, which is not installed. Install it with: npm install ${packageName}`,
      cause,
    );
    this.packageName = packageName;
  }
}
