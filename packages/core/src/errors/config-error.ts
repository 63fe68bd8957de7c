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
   * what the value must be; for a field that does not exist it is the list of those that do. A field
   * that is undefined counts as missing. `problem` is a sentence that takes the place of the usual one.
   */
  constructor(
    source: string,
    field: string,
    given: unknown,
    allowed: string | readonly string[],
    { problem, cause }: { readonly problem?: string; readonly cause?: unknown } = {},
  ) {
    super(ConfigError.code, `${source}: ${problem ?? problemOf(field, given, allowed)}`, cause);
    this.field = field;
    this.given = given;
    this.allowed = typeof allowed === "string" ? allowed : `one of ${list(allowed)}`;
  }
}

function problemOf(field: string, given: unknown, allowed: string | readonly string[]): string {
  if (typeof allowed !== "string") return unknownField(field, allowed);
  return `${field} is ${given === undefined ? "required" : show(given)}; it must be ${allowed}.`;
}

function unknownField(field: string, names: readonly string[]): string {
  const name = field.slice(field.lastIndexOf(".") + 1);
  const there = names.length === 0 ? "It takes no options." : `The options are ${list(names)}.`;
  return `there is no option "${field}". ${didYouMean(name, names)}${there}`;
}
