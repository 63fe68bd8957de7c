import type { Report } from "./report.js";
import { ReportError } from "./report-error.js";

/** A report as JSON; infinities and NaN (in a profile's intervals) are written as strings. */
export function toJson(report: Report): string {
  const write = (_: string, value: unknown): unknown =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(report, write, 1)}\n`;
}

/** Reads what {@link toJson} has written; throws a `ReportError` where it is no report. */
export function fromJson(text: string): Report {
  const report = parsed(text) as Partial<Report> | null;
  if (report?.format !== 1) throw new ReportError("its format is not 1");
  for (const list of ["accuracy", "groups", "findings", "deviations", "tolerances"] as const) {
    if (!Array.isArray(report[list])) throw new ReportError(`it has no list "${list}"`);
  }
  return report as Report;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReportError("it is not JSON", cause);
  }
}
