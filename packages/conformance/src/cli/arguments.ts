import { parseArgs } from "node:util";
import { type DType, dtypes, type Precision } from "@actfn/core";
import { asSentence, didYouMean, UsageError } from "@actfn/core/checks";
import { type GroupId, groupIds } from "../groups/group-id.js";
import type { Effort } from "../profile/profile.js";

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  /** Modules that export a backend. */
  readonly modules: readonly string[];
  /** The name of the export with the backend. Default: `default`, or else `backend`. */
  readonly exported: string | undefined;
  readonly effort: Effort;
  readonly seed: number;
  readonly activations: readonly string[] | undefined;
  readonly groups: readonly GroupId[] | undefined;
  readonly dtypes: readonly DType[] | undefined;
  readonly precisions: readonly Precision[] | undefined;
  readonly formats: readonly Format[];
  readonly folder: string;
  /** Reports to show beside the new ones. */
  readonly beside: readonly string[];
  /** Earlier reports to compare with. */
  readonly since: readonly string[];
}

/** A form in which reports are written. */
export type Format = "html" | "json" | "md";

const efforts: readonly Effort[] = ["quick", "full", "exhaustive"];
const precisions: readonly Precision[] = ["strict", "fast"];
const formats: readonly Format[] = ["html", "json", "md"];

/** Shown by `--help`, and with every mistake. */
export const usage: string = `Usage: actfn-conformance <module> … [options]

Checks the backend that a module exports: by default, as "backend", or as told by --export; the backend
itself, or a function that makes one. A profile (tolerances, deviations) is exported as "profile".

  --report html,json,md   write reports of these kinds
  --out <folder>          where to (default: .)
  --effort <effort>       quick: the start-up probe, seconds; full (default): all but the next, minutes;
                          exhaustive: all 2^32 float32 too, choose --activations
  --activations a,b       only these activations
  --dtypes a,b            only these dtypes: ${dtypes.join(", ")}
  --precisions a,b        only these precisions: ${precisions.join(", ")}
  --groups a,b            only these groups: ${groupIds.join(", ")}
  --export <name>         the export that holds the backend
  --seed <n>              seed of everything random (default: 1)
  --beside <report.json>  show another backend's report beside it; may be repeated
  --since <report.json>   tell what has changed since an earlier report; may be repeated

Exits with 0 where every backend passes, 1 where one does not, 2 on a mistake in the command.`;

const options = {
  help: { type: "boolean", short: "h", default: false },
  report: { type: "string", default: "" },
  out: { type: "string", default: "." },
  effort: { type: "string", default: "full" },
  activations: { type: "string" },
  groups: { type: "string" },
  dtypes: { type: "string" },
  precisions: { type: "string" },
  export: { type: "string" },
  seed: { type: "string", default: "1" },
  beside: { type: "string", multiple: true, default: [] as string[] },
  since: { type: "string", multiple: true, default: [] as string[] },
} as const;

/** Reads the command line; throws a {@link UsageError} for what it does not understand. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new UsageError(`--seed is "${values.seed}"; it must be an integer.`);
  if (positionals.length === 0 && !values.help)
    throw new UsageError(
      "actfn-conformance requires a module that exports a backend. Pass its path or the name of its package.",
    );
  return {
    help: values.help,
    modules: positionals,
    exported: values.export,
    effort: oneOf(values.effort, efforts, "--effort"),
    seed,
    activations: values.activations === undefined ? undefined : list(values.activations),
    groups: someOf(values.groups, groupIds, "--groups"),
    dtypes: someOf(values.dtypes, dtypes, "--dtypes"),
    precisions: someOf(values.precisions, precisions, "--precisions"),
    formats: list(values.report).map((name) => oneOf(name, formats, "--report")),
    folder: values.out,
    beside: values.beside,
    since: values.since,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, flag] = /^Unknown option '--([^'=]+)/.exec(message) ?? [];
    throw new UsageError(`${didYouMean(flag, Object.keys(options))}${asSentence(message)}`);
  }
}

function list(text: string): string[] {
  return text.split(",").filter((part) => part !== "");
}

function someOf<T extends string>(
  text: string | undefined,
  allowed: readonly T[],
  option: string,
): T[] | undefined {
  return text === undefined ? undefined : list(text).map((name) => oneOf(name, allowed, option));
}

function oneOf<T extends string>(name: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((one) => one === name);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option} is "${name}". ${didYouMean(name, allowed)}It must be one of ${allowed.join(", ")}.`,
  );
}
