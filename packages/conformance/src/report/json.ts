import type { Report } from "./report.js";

/** A report as JSON; infinities and NaN (in a profile's intervals) are written as strings. */
export function toJson(report: Report): string {
  const write = (_: string, value: unknown): unknown =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(report, write, 1)}\n`;
}

/** Reads what {@link toJson} has written; throws a `TypeError` where it is no report. */
export function fromJson(text: string): Report {
  const report = JSON.parse(text) as Partial<Report> | null;
  if (report?.format === 1 && Array.isArray(report.accuracy) && Array.isArray(report.groups))
    return report as Report;
  throw new TypeError("This is no report of actfn-conformance (format 1).");
}
