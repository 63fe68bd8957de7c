import { ActfnError } from "./actfn-error.js";
import { didYouMean } from "./nearest.js";
import { list, show } from "./print.js";

/** Thrown when the options of a function or a configuration file have an unknown field or an invalid value. */
export class ConfigError extends ActfnError {
  static readonly code = "ACTFN_CONFIG";
  /** The field, as a path: `"limits.concurrency"`. */
  readonly field: string;
  readonly given: unknown;
  readonly allowed: string;

  /**
   * `source` is where it was read: a file, a variable of the environment, or the function it was passed to. `allowed` says
   * what the value must be; for a field that does not exist it is the list of those that do.
   */
  constructor(
    source: string,
    field: string,
    given: unknown,
    allowed: string | readonly string[],
    cause?: unknown,
  ) {
    super(
      ConfigError.code,
      typeof allowed === "string"
        ? `${source}: ${field} is ${show(given)}; it must be ${allowed}.`
        : unknownField(source, field, allowed),
      cause,
    );
    this.field = field;
    this.given = given;
    this.allowed = typeof allowed === "string" ? allowed : `one of ${list(allowed)}`;
  }
}

function unknownField(source: string, field: string, names: readonly string[]): string {
  const name = field.slice(field.lastIndexOf(".") + 1);
  const there = names.length === 0 ? "It takes no options." : `The options are ${list(names)}.`;
  return `${source}: there is no option "${field}". ${didYouMean(name, names)}${there}`;
}
