import { compareReports } from "./compare.js";
import { explain, showUlp } from "./explain.js";
import type { Accuracy, Report } from "./report.js";
import { count, summary } from "./summary.js";

const shownProblems = 30;

/** Reports as Markdown for a README: the verdict, the groups, the errors in float32, what is wrong and what is declared. */
export function toMarkdown(...reports: readonly Report[]): string {
  const parts = reports.flatMap((report) => [
    `## ${report.backend.name}`,
    summary(report),
    describe(report),
    groupTable(report),
    problems(report),
    declarations(report),
  ]);
  return `${["# Conformance", ...parts, accuracyTable(reports)].filter((part) => part !== "").join("\n\n")}\n`;
}

function describe({ backend, environment, effort, seed, date }: Report): string {
  return `Version ${backend.version}, ${backend.runtime}, ${backend.device}, ${backend.threads} thread${backend.threads === 1 ? "" : "s"}; ${environment}; effort \`${effort}\`, seed ${seed}, ${date.slice(0, 10)}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function groupTable({ groups }: Report): string {
  return table(
    ["group", "guarantee", "checks", "failed", "declared", "unknown", "skipped", "results"],
    groups.map(({ id, guarantee, checks, failed, declared, unknown, skipped, compared }) => [
      id,
      guarantee,
      ...[checks, failed, declared, unknown, skipped, compared].map(count),
    ]),
  );
}

function problems(report: Report): string {
  const all = explain(report);
  if (all.length === 0) return "";
  const rest = all.length > shownProblems ? `\n… and ${all.length - shownProblems} more` : "";
  return `### What is wrong\n\n\`\`\`text\n${all.slice(0, shownProblems).join("\n")}${rest}\n\`\`\``;
}

function declarations({ deviations }: Report): string {
  if (deviations.length === 0) return "";
  const rows = deviations.map(({ deviation: { id, reason, link }, outcome, elements }) => [
    link === undefined ? id : `[${id}](${link})`,
    reason,
    outcome,
    count(elements),
  ]);
  return `### Declared deviations\n\n${table(["deviation", "reason", "outcome", "results"], rows)}`;
}

function accuracyTable(reports: readonly Report[]): string {
  const rows = compareReports(reports).filter(({ dtype }) => dtype === "float32");
  if (rows.length === 0) return "";
  const names = reports.map(({ backend }) => backend.name);
  return `## Largest errors in float32, in ulp\n\n${table(
    ["activation", "pass", "precision", ...names],
    rows.map(({ activation, pass, precision, results }) => [
      activation,
      pass,
      precision,
      ...results.map(cell),
    ]),
  )}\n\nA star marks a pair with deviations that are declared, ✗ one with results outside its bound.`;
}

function cell(accuracy: Accuracy | undefined): string {
  if (accuracy === undefined) return "";
  return `${showUlp(accuracy.worst)}${accuracy.declared > 0 ? "*" : ""}${accuracy.outside > 0 ? " ✗" : ""}`;
}
