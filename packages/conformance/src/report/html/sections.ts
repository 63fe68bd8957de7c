import { describeSubject } from "../../profile/check-subject.js";
import type { Change } from "../compare.js";
import { explainDeclaration, explainFailure } from "../explain.js";
import type { Check, GroupReport, Report } from "../report.js";
import { count } from "../summary.js";
import { escapeHtml } from "./escape.js";

const shown = 40;

/** What was looked at, and how it went. */
export function groupTable({ groups }: Report): string {
  const row = ({
    id,
    guarantee,
    checks,
    failed,
    declared,
    unknown,
    skipped,
    compared,
    milliseconds,
  }: GroupReport): string => {
    const mark = failed > 0 ? '<span class="bad-text">✗</span>' : '<span class="good-text">✓</span>';
    const numbers = [
      count(checks),
      failed === 0 ? "" : `<span class="bad-text">${count(failed)}</span>`,
      declared || "",
      unknown || "",
      skipped || "",
      count(compared),
      `${(milliseconds / 1000).toFixed(1)} s`,
    ];
    return `<tr><th>${mark} ${id}</th><td>${escapeHtml(guarantee)}</td>${numbers.map((text) => `<td class="number">${text}</td>`).join("")}</tr>`;
  };
  const head = [
    "group",
    "guarantee",
    "checks",
    "failed",
    "declared",
    "unknown",
    "skipped",
    "results",
    "time",
  ].map((title) => `<th>${title}</th>`);
  return `<div class="scroll"><table><thead><tr>${head.join("")}</tr></thead><tbody>${groups.map(row).join("\n")}</tbody></table></div>`;
}

/** The checks that failed, by activation, each with the worst of its results. */
export function failures({ findings }: Report): string {
  const failed = findings.filter(({ status }) => status === "failed");
  if (failed.length === 0) return "";
  const about = new Map<string, Check[]>();
  for (const check of failed) {
    const name = check.subject.activation ?? check.subject.group;
    about.set(name, [...(about.get(name) ?? []), check]);
  }
  return `<h2>What is wrong</h2>\n${[...about].map(([name, checks]) => failuresOf(name, checks)).join("\n")}`;
}

function failuresOf(name: string, checks: readonly Check[]): string {
  const groups = [...new Set(checks.map(({ subject }) => subject.group))].join(", ");
  const rows = checks.slice(0, shown).map(failure).join("\n");
  const rest =
    checks.length > shown
      ? `<p class="soft">… and ${count(checks.length - shown)} more, in the JSON.</p>`
      : "";
  const number = `${count(checks.length)} check${checks.length === 1 ? "" : "s"}`;
  return `<details><summary><span class="tag">${number}</span><b>${escapeHtml(name)}</b> <span class="soft">${groups}</span></summary><table><tbody>${rows}</tbody></table>${rest}</details>`;
}

function failure({ subject, title, compared, deviating, failures: worst, repeat }: Check): string {
  const lines = worst
    .slice(0, 3)
    .map((one) => `<li>${link(escapeHtml(explainFailure(one)))}</li>`)
    .join("");
  const counts =
    compared > 0 ? `<br><span class="soft">${count(deviating)} of ${count(compared)}</span>` : "";
  const { activation: _, ...rest } = subject;
  const snippet =
    repeat === undefined
      ? ""
      : `<details><summary>repeat</summary><pre>${escapeHtml(repeat)}</pre></details>`;
  return `<tr><th>${escapeHtml(describeSubject(rest))}${counts}</th><td><span class="soft">${escapeHtml(title)}</span><ul class="bits">${lines}</ul>${snippet}</td></tr>`;
}

function link(text: string): string {
  return text.replaceAll(/https?:\/\/[^\s,<]+/g, (url) => `<a href="${url}">${url}</a>`);
}

/** Deviations, tolerances and skips: what is known, and why. */
export function declarations({ deviations, tolerances, findings }: Report): string {
  const rows = [
    ...deviations.map((declared) => {
      const { id, reason, link: url } = declared.deviation;
      const name = url === undefined ? escapeHtml(id) : `<a href="${escapeHtml(url)}">${escapeHtml(id)}</a>`;
      return [
        name,
        escapeHtml(reason),
        explainDeclaration(declared) ?? declared.outcome,
        count(declared.elements),
      ];
    }),
    ...tolerances.map((declared) => [
      `${declared.tolerance.ulp} ulp`,
      escapeHtml(declared.tolerance.reason),
      explainDeclaration(declared) ?? declared.outcome,
      `${count(declared.checks)} checks`,
    ]),
    ...findings
      .filter(({ status }) => status === "skipped")
      .map((check) => [
        "skipped",
        escapeHtml(check.reason ?? ""),
        escapeHtml(describeSubject(check.subject)),
        "",
      ]),
  ];
  if (rows.length === 0) return "";
  const body = rows.map(
    ([name, reason, outcome, results]) =>
      `<tr><th>${name}</th><td>${reason}</td><td>${outcome}</td><td class="number">${results}</td></tr>`,
  );
  return `<h2>What is declared</h2><div class="scroll"><table><thead><tr><th>declaration</th><th>reason</th><th>outcome</th><th>results</th></tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

/** What has changed since an earlier report. */
export function changes(list: readonly Change[], since: string): string {
  const rows = list.map(
    ({ what, kind, before, after }) =>
      `<tr><th>${escapeHtml(what)}</th><td class="${kind === "worse" ? "bad-text" : "good-text"}">${kind}</td><td class="number">${before}</td><td class="number">${after}</td></tr>`,
  );
  const body =
    rows.length === 0
      ? "<p>Nothing has changed by more than a tenth.</p>"
      : `<div class="scroll"><table><tbody>${rows.join("\n")}</tbody></table></div>`;
  return `<h2>Since ${escapeHtml(since)}</h2>${body}`;
}
