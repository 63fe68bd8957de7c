import { ActfnError } from "./actfn-error.js";
import { didYouMean } from "./nearest.js";
import { show } from "./print.js";

/** Thrown by the commands of all packages if the command line is invalid. The message says what is allowed. */
export class UsageError extends ActfnError {
  static readonly code = "ACTFN_USAGE";

  constructor(message: string) {
    super(UsageError.code, message);
  }

  /** For a command of a program that does not exist, or that is missing. */
  static ofCommand(program: string, given: string | undefined, commands: readonly string[]): UsageError {
    const problem =
      given === undefined
        ? `${program} requires a command.`
        : `There is no command ${show(given)}. ${didYouMean(given, commands)}`.trim();
    return new UsageError(`${problem} The commands are ${commands.join(", ")}. See ${program} --help.`);
  }
}
