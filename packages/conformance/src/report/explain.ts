import { describeSubject } from "../profile/check-subject.js";
import type { Check, DeviationReport, Failure, Report, ToleranceReport } from "./report.js";

/** A check that did not pass, as lines of text: what it was, the worst of what is wrong, and how to repeat it. */
export function explainCheck(check: Check, shown: number = Number.POSITIVE_INFINITY): string {
  const { subject, title, compared, deviating, failures, reason, repeat } = check;
  const count = compared > 0 ? ` (${deviating} of ${compared} results)` : "";
  const head = `${describeSubject(subject)}: ${title}${reason === undefined ? count : `: skipped, ${reason}`}`;
  const wrong = failures.slice(0, shown).map((failure) => `    ${explainFailure(failure)}`);
  return [head, ...wrong, ...repeatLines(repeat)].join("\n");
}

function repeatLines(repeat: string | undefined): string[] {
  if (repeat === undefined) return [];
  return ["  to repeat:", ...repeat.split("\n").map((line) => `    ${line}`)];
}

/** One failure as a line: `x = -5.5 (c0b00000): got …, expected …, 57 ulp, with approximate=none`. */
export function explainFailure({ message, x, got, expected, ulp, options, source }: Failure): string {
  const parts = [
    x === undefined ? "" : `x = ${x}`,
    got === undefined ? "" : `got ${got}`,
    expected === undefined ? "" : `expected ${expected}`,
    ulp === undefined ? (got === undefined ? "" : "another kind of number") : `${showUlp(ulp)} ulp`,
    options === undefined ? "" : `with ${options}`,
    source ?? "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? message : `${message}: ${parts.join(", ")}`;
}

/** An error in ulp with as many digits as tell something. */
export function showUlp(ulp: number): string {
  if (ulp === 0) return "0";
  if (ulp < 10) return ulp.toFixed(3);
  return ulp < 1e6 ? ulp.toFixed(0) : ulp.toExponential(1);
}

/** What is wrong with a declaration that has gone out of date; undefined where nothing is. */
export function explainDeclaration(declared: DeviationReport | ToleranceReport): string | undefined {
  const name =
    "deviation" in declared
      ? `deviation "${declared.deviation.id}"`
      : `tolerance "${declared.tolerance.reason}"`;
  if (declared.outcome === "stale")
    return `${name} is out of date: all ${declared.checks} checks that it concerns pass; remove it`;
  if (declared.outcome === "unmatched") return `${name} concerns no check; correct its "where", or remove it`;
  return undefined;
}

/**
 * Everything that keeps a report from passing, a text for each; none where it passes. `shown` is how many wrong results of a check
 * are told, by default the five worst.
 */
export function explain(report: Report, shown?: number): string[] {
  const declarations = [...report.deviations, ...report.tolerances].map(explainDeclaration);
  return [
    ...report.findings.filter(({ status }) => status === "failed").map((check) => explainCheck(check, shown)),
    ...declarations.filter((line) => line !== undefined),
  ];
}
