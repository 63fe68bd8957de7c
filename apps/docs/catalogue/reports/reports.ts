import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Accuracy, fromJson, type Report } from "@actfn/conformance";
import { activations } from "../activations.js";
import * as wording from "../wording.js";

const folder = new URL("../../reports/conformance/", new URL(import.meta.url));

/** The conformance reports in the repository: what `npm run measure` has written, by backend. */
export function conformanceReports(from: URL = folder): Report[] {
  const path = fileURLToPath(from);
  if (!existsSync(path)) return [];
  const files = readdirSync(path).filter((file) => file.endsWith(".json"));
  return files.sort().map((file) => fromJson(readFileSync(new URL(file, from), "utf8")));
}

/** The largest error of a backend, and its declared deviations. */
export interface Measured {
  readonly worst: number;
  readonly worstAt: string;
  readonly bound: number;
  readonly compared: number;
  readonly declared: number;
  readonly declaredWorst: number;
  readonly outside: number;
}

/** A backend as the site shows it. */
export interface BackendReport {
  readonly name: string;
  readonly runtime: string;
  readonly version: string;
  readonly device: string;
  readonly passed: boolean;
  readonly effort: string;
  readonly date: string;
  readonly environment: string;
  readonly checks: number;
  readonly failed: number;
  readonly compared: number;
  /** By activation, then by `forward float32 strict` and the like. */
  readonly accuracy: Readonly<Record<string, Readonly<Record<string, Measured>>>>;
  /** Its declared deviations from the contract, with the reason of each. */
  readonly deviations: readonly {
    /** Where it holds, in words: the activations, the pass, the numbers. */
    readonly where: readonly string[];
    readonly reason: string;
    readonly outcome: string;
    readonly elements: number;
  }[];
}

/** The parts of a report that the pages need. */
export function shown({ backend, totals, deviations, ...report }: Report): BackendReport {
  return {
    name: backend.name,
    runtime: backend.runtime,
    version: backend.version,
    device: backend.device,
    passed: report.passed,
    effort: report.effort,
    date: report.date,
    environment: report.environment,
    checks: totals.checks,
    failed: totals.failed,
    compared: totals.compared,
    accuracy: byActivation(report.accuracy),
    deviations: merged(deviations),
  };
}

/** One entry for each reason, with all the places where it holds. */
function merged(deviations: Report["deviations"]): BackendReport["deviations"] {
  const byReason = new Map<string, BackendReport["deviations"][number]>();
  for (const { deviation, outcome, elements } of deviations) {
    const { reason } = deviation;
    const known = byReason.get(reason);
    byReason.set(reason, {
      where: [...new Set([...(known?.where ?? []), placeOf(deviation)])],
      reason,
      outcome,
      elements: elements + (known?.elements ?? 0),
    });
  }
  return [...byReason.values()];
}

/** `GELU, value, float32 and bfloat16, fast, x from −15 to −1`. */
function placeOf({ where, ...deviation }: Report["deviations"][number]["deviation"]): string {
  const listed = (part: string | readonly string[] | undefined): string => [part ?? []].flat().join(", ");
  const names = [where.activation ?? []].flat().map(titleOf).join(", ");
  const x = "x" in deviation ? deviation.x : undefined;
  const intervals = typeof x === "object" ? (Array.isArray(x[0]) ? x : [x]) : [];
  const inputs = x === "nan" ? "x = NaN" : (intervals as readonly Interval[]).map(spanOf).join(" or ");
  const pass = where.pass === undefined ? "" : where.pass === "forward" ? "value" : "gradient";
  const group = where.group === undefined ? "" : `group ${listed(where.group)}`;
  return [
    names,
    listed(where.domain),
    group,
    pass,
    listed(where.dtype),
    where.precision ?? "",
    inputs,
  ]
    .filter(Boolean)
    .join("; ");
}

/** An interval as JSON has it: infinities are strings there. */
type Interval = readonly (number | string)[];

function spanOf(interval: Interval): string {
  const [lower, upper] = interval.map((end) => wording.number(Number(end), 8));
  return lower === upper ? `x = ${lower}` : `x from ${lower} to ${upper}`;
}

function titleOf(name: string): string {
  return activations.find(({ definition }) => definition.name === name)?.definition.title ?? name;
}

function byActivation(rows: readonly Accuracy[]): Record<string, Record<string, Measured>> {
  const table: Record<string, Record<string, Measured>> = {};
  for (const { activation, pass, dtype, precision, worst, worstAt, bound, compared, ...rest } of rows) {
    const { declared, declaredWorst, outside } = rest;
    table[activation] ??= {};
    table[activation][`${pass} ${dtype} ${precision}`] = {
      worst: round(worst),
      worstAt,
      bound,
      compared,
      declared,
      declaredWorst: round(declaredWorst),
      outside,
    };
  }
  return table;
}

function round(value: number): number {
  return Number(Number(value).toPrecision(3));
}
