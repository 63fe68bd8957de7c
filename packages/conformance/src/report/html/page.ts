import { changesSince } from "../compare.js";
import type { Report } from "../report.js";
import { count } from "../summary.js";
import { accuracyTable, comparisonTable } from "./accuracy.js";
import { escapeHtml } from "./escape.js";
import { changes, declarations, failures, groupTable } from "./sections.js";
import { style } from "./style.js";

/** What a page shows besides the reports themselves. */
export interface PageOptions {
  /** Earlier reports; each is compared with the new one of the same backend. */
  readonly previous?: readonly Report[];
}

/** Reports as one HTML page that needs nothing else: a backend for itself, or several side by side. */
export function toHtml(reports: readonly Report[], { previous = [] }: PageOptions = {}): string {
  const title = `Conformance of ${reports.map(({ backend }) => backend.name).join(", ")}`;
  const sideBySide =
    reports.length < 2 ? "" : `<h1>${escapeHtml(title)}</h1><h2>Side by side</h2>${comparisonTable(reports)}`;
  const sections = reports.map((report) =>
    section(
      report,
      previous.find(({ backend }) => backend.name === report.backend.name),
    ),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body>
${sideBySide}
${sections.join("\n<hr>\n")}
</body></html>
`;
}

function section(report: Report, previous: Report | undefined): string {
  return [
    header(report),
    failures(report),
    previous === undefined ? "" : changes(changesSince(previous, report), previous.date.slice(0, 10)),
    "<h2>How near to the exact values</h2>",
    "<p>The largest error of every activation, in units in the last place (ulp) of the exact value, over a histogram of all errors. Point at a number for its input.</p>",
    accuracyTable(report),
    "<h2>What was looked at</h2>",
    groupTable(report),
    declarations(report),
  ].join("\n");
}

function header({
  backend,
  passed,
  totals,
  deviations,
  milliseconds,
  effort,
  seed,
  environment,
  date,
}: Report): string {
  const verdict = passed
    ? '<span class="verdict good">passes</span>'
    : '<span class="verdict bad">does not pass</span>';
  const facts: readonly (readonly [string, string])[] = [
    [count(totals.checks), "checks"],
    [count(totals.failed), "failed"],
    [count(deviations.length), "declared deviations"],
    [count(totals.compared), "results compared"],
    [`${(milliseconds / 1000).toFixed(1)} s`, `effort ${effort}, seed ${seed}`],
  ];
  const native = backend.native.length === 0 ? "" : ` ${backend.native.length} activations run natively.`;
  return `<h1>${escapeHtml(backend.name)} ${verdict}</h1>
<p class="soft">${escapeHtml(`Version ${backend.version}, ${backend.runtime}, ${backend.device}, ${backend.threads} thread${backend.threads === 1 ? "" : "s"}. ${environment}. ${date.slice(0, 16).replace("T", " ")} UTC.${native}`)}</p>
<ul class="facts">${facts.map(([value, label]) => `<li><b>${value}</b><span class="soft">${label}</span></li>`).join("")}</ul>`;
}
