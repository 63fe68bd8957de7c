import type { Report } from "./report.js";

/** The outcome in a sentence. */
export function summary(report: Report): string {
  const { backend, totals, deviations, milliseconds } = report;
  const verdict = report.passed ? "passes" : "does not pass";
  const declared =
    deviations.length === 0
      ? "no deviation"
      : `${deviations.length} declared deviation${deviations.length === 1 ? "" : "s"}`;
  const failed = totals.failed === 0 ? "" : `, ${totals.failed} failed`;
  const unknown =
    totals.unknown === 0 ? "" : `, ${totals.unknown} unknown (nobody has measured ${describePath(report)})`;
  return `${backend.name} ${verdict}: ${count(totals.checks)} checks${failed}${unknown}, ${count(totals.compared)} results compared, ${declared}, ${(milliseconds / 1000).toFixed(1)} s.`;
}

function describePath({ backend: { codePath, runtime, device } }: Report): string {
  if (codePath === undefined) return `${runtime}, ${device}`;
  const { runtime: name, version, provider, variant = "of an unknown instruction set" } = codePath;
  return `${name} ${version}, ${provider}, ${variant}`;
}

/** A number with commas. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}
