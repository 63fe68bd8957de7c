import { parseArgs } from "node:util";
import { ActfnError } from "@actfn/core";
import { asSentence, didYouMean, UsageError } from "@actfn/core/checks";
import { KERNEL_VERSION } from "../version.js";
import type { CommandOptions } from "./command-options.js";
import { complain, say } from "./terminal.js";

const HELP = `actfn-kernel ${KERNEL_VERSION}: TypeScript notebooks for activation functions

  actfn-kernel install [--user | --sys-prefix | --prefix DIR] [--name NAME] [--display-name TEXT]
      make the kernel known to Jupyter (--user is the default)
  actfn-kernel uninstall [--user | --sys-prefix | --prefix DIR] [--name NAME]
      make Jupyter forget it
  actfn-kernel doctor
      find problems with a Jupyter setup, and say how to fix them
  actfn-kernel run NOTEBOOK.ipynb [--output DIR] [--allow-errors] [--timeout SECONDS]
      execute a notebook without Jupyter and without Python; writes it as .ipynb and as .html
  actfn-kernel convert NOTEBOOK.ts
      write the .ipynb of a notebook kept as text (// %% cells)
`;

const COMMANDS = ["install", "uninstall", "doctor", "run", "convert"];

const OPTIONS = {
  "connection-file": { type: "string" },
  "connection-fd": { type: "string" },
  user: { type: "boolean" },
  "sys-prefix": { type: "boolean" },
  prefix: { type: "string" },
  name: { type: "string" },
  "display-name": { type: "string" },
  output: { type: "string" },
  "allow-errors": { type: "boolean" },
  timeout: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** Runs the command line `actfn-kernel …` and resolves to its exit code. Every failure is told in one message. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    return await dispatch(positionals, values);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    complain(error instanceof ActfnError ? error.message : (error.stack ?? error.message));
    return error instanceof UsageError ? 2 : 1;
  }
}

// Each command loads what it needs: the kernel should not wait for the exporter, nor the exporter for the kernel.
async function dispatch(positionals: readonly string[], options: CommandOptions): Promise<number> {
  const { "connection-file": file, "connection-fd": descriptor } = options;
  if (file !== undefined) return (await import("./start.js")).startFromConnectionFile(file);
  if (descriptor !== undefined) return (await import("./start.js")).startFromParent(Number(descriptor));
  if (options.version === true) return print(KERNEL_VERSION);
  const [command, argument] = positionals;
  if (options.help === true || command === undefined) return print(HELP);
  switch (command) {
    case "install":
      return (await import("./install.js")).install(options);
    case "uninstall":
      return (await import("./install.js")).uninstall(options);
    case "doctor":
      return (await import("./doctor.js")).doctor();
    case "run":
      return (await import("./run.js")).run(required(argument, "run", "NOTEBOOK.ipynb"), options);
    case "convert":
      return (await import("./convert.js")).convert(required(argument, "convert", "NOTEBOOK.ts"));
    default:
      throw UsageError.ofCommand("actfn-kernel", command, COMMANDS);
  }
}

function parse(args: readonly string[]): {
  readonly values: CommandOptions;
  readonly positionals: readonly string[];
} {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, flag] = /^Unknown option '--([^'=]+)/.exec(message) ?? [];
    throw new UsageError(
      `${didYouMean(flag, Object.keys(OPTIONS))}${asSentence(message)} See actfn-kernel --help.`,
    );
  }
}

function required(argument: string | undefined, command: string, what: string): string {
  if (argument === undefined) throw new UsageError(`"actfn-kernel ${command}" requires ${what}.`);
  return argument;
}

function print(text: string): number {
  say(text);
  return 0;
}
