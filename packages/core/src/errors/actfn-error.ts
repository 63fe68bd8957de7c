const marker = Symbol.for("actfn.error");

/**
 * The base of every error that actfn throws.
 *
 * `code` names the kind of error and stays the same across versions; `given` and `allowed` carry what was passed and
 * what would have been accepted, as data. An application may hold two copies of this package, so ask
 * `ActfnError.isInstance(error)` rather than `instanceof`: the marker is a registered symbol that both copies share.
 */
export class ActfnError extends Error {
  /** The kind of error, for example `"ACTFN_UNKNOWN_OPTION"`. */
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether a value is an error of actfn's, of this class or one of its subclasses, whichever copy of the package made it. */
  static isInstance<E extends ActfnError>(
    this: abstract new (
      ...args: never[]
    ) => E,
    value: unknown,
  ): value is E {
    if (typeof value !== "object" || value === null || !(marker in value)) return false;
    const expected = (this as { readonly code?: string }).code;
    return expected === undefined || (value as { readonly code?: unknown }).code === expected;
  }
}
