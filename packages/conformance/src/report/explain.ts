import { describeSubject } from "../profile/check-subject.js";
import type { Check, DeviationReport, Failure, Report, ToleranceReport } from "./report.js";

/** A check that did not pass, as lines of text: what it was, the worst of what is wrong, and how to repeat it. */
export function explainCheck(check: Check, shown: number = Number.POSITIVE_INFINITY): string {
  const { subject, title, compared, deviating, reason } = check;
  const count = compared > 0 ? ` (${deviating} of ${compared} results)` : "";
  const head = `${describeSubject(subject)}: ${title}${reason === undefined ? count : `: skipped, ${reason}`}`;
  return withFailures(head, check, shown);
}

/** The same for several checks; those that fail by the same cause, which no number tells apart, are one text. */
export function explainChecks(checks: readonly Check[], shown?: number): string[] {
  return alike(checks).map(([check, ...others]) =>
    others.length === 0
      ? explainCheck(check, shown)
      : withFailures(headOf([check, ...others]), check, shown ?? Number.POSITIVE_INFINITY),
  );
}

function withFailures(head: string, { failures, repeat }: Check, shown: number): string {
  const wrong = failures.slice(0, shown).map((failure) => `    ${explainFailure(failure)}`);
  return [head, ...wrong, ...repeatLines(repeat)].join("\n");
}

type Alike = [Check, ...Check[]];

/** Checks with the same failures, in the order of the first of them. */
function alike(checks: readonly Check[]): Alike[] {
  const found = new Map<unknown, Alike>();
  for (const check of checks) {
    const { failures } = check;
    const isFact = failures.length > 0 && failures.every(({ got }) => got === undefined);
    const key = isFact ? JSON.stringify(failures) : check;
    const others = found.get(key);
    if (others === undefined) found.set(key, [check]);
    else others.push(check);
  }
  return [...found.values()];
}

/** `softmax: 104 checks in contract, golden`. */
function headOf(checks: Alike): string {
  const groups = new Set(checks.map(({ subject }) => subject.group));
  const names = [...new Set(checks.flatMap(({ subject }) => subject.activation ?? []))];
  const [few, more] = [names.slice(0, shownNames), names.length - shownNames];
  const whose = few.length === 0 ? "" : `${few.join(", ")}${more > 0 ? ` and ${more} more` : ""}: `;
  return `${whose}${checks.length} checks in ${[...groups].join(", ")}`;
}

/** The names of activations before "and … more". */
const shownNames = 5;

function repeatLines(repeat: string | undefined): string[] {
  if (repeat === undefined) return [];
  return ["  to repeat:", ...repeat.split("\n").map((line) => `    ${line}`)];
}

/** One failure as a line: `x = -5.5 (c0b00000): got …, expected …, 57 ulp, 4 are allowed, with approximate=none`. */
export function explainFailure(failure: Failure): string {
  const { message, x, got, expected, ulp, allowed, options, source } = failure;
  const parts = [
    x === undefined ? "" : `x = ${x}`,
    got === undefined ? "" : `got ${got}`,
    expected === undefined ? "" : `expected ${expected}`,
    ulp === undefined ? (got === undefined ? "" : "another kind of number") : `${showUlp(ulp)} ulp`,
    allowed === undefined ? "" : `${allowed} ${allowed === 1 ? "is" : "are"} allowed`,
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
 * Everything that keeps a report from passing, a text for each cause; none where it passes. `shown` is how many wrong results of a check
 * are told, by default the five worst.
 */
export function explain(report: Report, shown?: number): string[] {
  const declarations = [...report.deviations, ...report.tolerances].map(explainDeclaration);
  return [
    ...explainChecks(
      report.findings.filter(({ status }) => status === "failed"),
      shown,
    ),
    ...declarations.filter((line) => line !== undefined),
  ];
}
