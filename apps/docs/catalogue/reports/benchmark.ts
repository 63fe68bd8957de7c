import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What `npm run bench` writes. */
export interface Benchmark {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    /** What Node was started with, such as a flag of V8. */
    readonly flags?: readonly string[];
    readonly date: string;
  };
  /** A quick run has fewer sizes and rounds. */
  readonly quick: boolean;
  /** How many threads each peer had: a number, or `default` where it decides itself. */
  readonly threads?: Readonly<Record<string, number | string>>;
  /** Which peers were left out, and why. */
  readonly notes?: readonly string[];
  /** First calls, each in a process of its own. */
  readonly first?: { readonly imported: Spread; readonly calls: readonly FirstCall[] };
  readonly cells: readonly Cell[];
}

/** The middle and the least of some tries, in milliseconds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
}

/** The first call of an activation in a fresh process, compilation included. */
export interface FirstCall extends Spread {
  readonly activation: string;
  readonly pass: Pass;
}

/** The value, or the gradient. */
export type Pass = "forward" | "backward";

/** One activation, pass and size, and how long each peer took. */
export interface Cell {
  readonly activation: string;
  readonly pass: Pass;
  readonly size: number;
  /** `fresh`: the result in a new array; `out`: in one that is there already. */
  readonly output: string;
  readonly milliseconds: Readonly<Record<string, number>>;
}

const folder = new URL("../../reports/", new URL(import.meta.url));

/**
 * The benchmarks in the repository, one for each Node and its flags, as `npm run measure:speed` has taken them over; times to five
 * digits, which is more than a clock is worth and keeps the page small.
 */
export function benchmarks(from: URL = folder): Benchmark[] {
  const path = fileURLToPath(from);
  if (!existsSync(path)) return [];
  const files = readdirSync(path).filter((file) => /^bench-node\d+[-\w]*\.json$/.test(file));
  return files.sort().map((file) => rounded(JSON.parse(readFileSync(new URL(file, from), "utf8"))));
}

function rounded(report: Benchmark): Benchmark {
  const short = (times: Cell["milliseconds"]): Cell["milliseconds"] =>
    Object.fromEntries(Object.entries(times).map(([peer, time]) => [peer, Number(time.toPrecision(5))]));
  return {
    ...report,
    cells: report.cells.map((cell) => ({ ...cell, milliseconds: short(cell.milliseconds) })),
  };
}
