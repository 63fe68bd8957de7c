import type { Accuracy, Report } from "./report.js";

/** One kind of call, and how each of several backends does on it; undefined where one was not measured. */
export interface ReportComparison {
  readonly activation: string;
  readonly pass: Accuracy["pass"];
  readonly dtype: Accuracy["dtype"];
  readonly precision: Accuracy["precision"];
  readonly results: readonly (Accuracy | undefined)[];
}

const keyOf = ({ activation, pass, dtype, precision }: Accuracy): string =>
  `${activation} ${pass} ${dtype} ${precision}`;

/** Puts the accuracies of several reports side by side, in the order in which they first appear. */
export function compareReports(reports: readonly Report[]): ReportComparison[] {
  const tables = reports.map(({ accuracy }) => new Map(accuracy.map((row) => [keyOf(row), row])));
  const first = new Map<string, Accuracy>();
  for (const { accuracy } of reports)
    for (const row of accuracy) if (!first.has(keyOf(row))) first.set(keyOf(row), row);
  return [...first].map(([key, { activation, pass, dtype, precision }]) => ({
    activation,
    pass,
    dtype,
    precision,
    results: tables.map((table) => table.get(key)),
  }));
}

/** What is different from an earlier report of the same backend. */
export interface Change {
  readonly what: string;
  readonly kind: "better" | "worse";
  readonly before: string;
  readonly after: string;
}

/** Errors that have grown or shrunk by more than a tenth, and results that have gone wrong or become right, worst first. */
export function changesSince(before: Report, after: Report): Change[] {
  const changes: (Change & { readonly weight: number })[] = [];
  for (const { results, ...call } of compareReports([before, after])) {
    const [old, now] = results;
    if (old === undefined || now === undefined) continue;
    const what = `${call.activation} ${call.pass} ${call.dtype} ${call.precision}`;
    if (old.outside !== now.outside) {
      const kind = now.outside > old.outside ? "worse" : "better";
      changes.push({
        what,
        kind,
        before: `${old.outside} outside the bound`,
        after: `${now.outside} outside the bound`,
        weight: Infinity,
      });
    }
    if (Math.abs(now.worst - old.worst) <= old.worst / 10) continue;
    const kind = now.worst > old.worst ? "worse" : "better";
    const weight = Math.abs(Math.log((now.worst + 1e-3) / (old.worst + 1e-3)));
    changes.push({
      what,
      kind,
      before: `${old.worst.toPrecision(4)} ulp`,
      after: `${now.worst.toPrecision(4)} ulp`,
      weight,
    });
  }
  return changes
    .sort((a, b) => Number(a.kind === "better") - Number(b.kind === "better") || b.weight - a.weight)
    .map(({ weight: _, ...change }) => change);
}
