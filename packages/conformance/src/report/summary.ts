import type { Report } from "./report.js";

/** The outcome in a sentence. */
export function summary(report: Report): string {
  const { backend, totals, limitations, milliseconds } = report;
  const verdict = report.passed ? "passes" : "does not pass";
  const declared =
    limitations.length === 0
      ? "no limitation"
      : `${limitations.length} declared limitation${limitations.length === 1 ? "" : "s"}`;
  const failed = totals.failed === 0 ? "" : `, ${totals.failed} failed`;
  return `${backend.name} ${verdict}: ${count(totals.checks)} checks${failed}, ${count(totals.compared)} results compared, ${declared}, ${(milliseconds / 1000).toFixed(1)} s.`;
}

/** A number with commas. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}
