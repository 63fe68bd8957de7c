import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The result that is farthest from the exact value, of all that were tried of one activation. */
export interface Worst {
  /** The activation's name, with its variant behind it. */
  readonly title: string;
  readonly precision: "strict" | "fast";
  readonly pass: "forward" | "backward";
  /** How far off, in units in the last place. */
  readonly ulp: number;
  /** Where; null where all results were correctly rounded. */
  readonly x: number | null;
  /** How many inputs were tried. */
  readonly inputs: number;
}

/** What `npm run sweep` of the CPU backend has found. */
export interface Sweep {
  readonly node: string;
  readonly date: string;
  /** Every how manieth float32 was tried, between 2^-14 and 2^7; 1 for all. */
  readonly stride: number;
  readonly results: readonly Worst[];
}

/** The sweep in the repository; null where none was taken over yet. */
export function sweepReport(): Sweep | null {
  const path = fileURLToPath(new URL("../../reports/sweep.json", new URL(import.meta.url)));
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Sweep) : null;
}

/** A sweep's results as rows: for each activation one for either pass at either precision. */
export function sweepRows({ results }: Sweep): { title: string; worst: (Worst | undefined)[] }[] {
  const titles = [...new Set(results.map(({ title }) => title))];
  return titles.map((title) => ({
    title,
    worst: columns.map(({ precision, pass }) =>
      results.find((one) => one.title === title && one.precision === precision && one.pass === pass),
    ),
  }));
}

/** What the columns of {@link sweepRows} are. */
export const columns = (["strict", "fast"] as const).flatMap((precision) =>
  (["forward", "backward"] as const).map((pass) => ({ precision, pass })),
);
