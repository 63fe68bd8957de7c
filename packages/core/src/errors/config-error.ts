import { ActfnError } from "./actfn-error.js";
import { show } from "./print.js";

/** Thrown when a runtime's options or a configuration file hold a field that does not exist or a value that does not fit. */
export class ConfigError extends ActfnError {
  static readonly code = "ACTFN_CONFIG";
  /** The field, as a path: `"limits.concurrency"`. */
  readonly field: string;
  readonly given: unknown;
  readonly allowed: string;

  /** `source` is where it was read: a file, a variable of the environment, or the function it was passed to. */
  constructor(source: string, field: string, given: unknown, allowed: string, cause?: unknown) {
    super(ConfigError.code, `${source}: ${field} is ${show(given)}; it must be ${allowed}.`, cause);
    this.field = field;
    this.given = given;
    this.allowed = allowed;
  }
}
