import {
  type Backend,
  ContractError,
  contractVersion,
  type Declarations,
  dtypes,
  isMeasured,
} from "@actfn/core";
import { packagedCases } from "./cases/case-source.js";
import { chosenGroups } from "./groups/choose.js";
import type { Group } from "./groups/group.js";
import { lifeCycle } from "./groups/life-cycle.js";
import { Tolerances } from "./profile/bounds.js";
import { checkDeclarations, checkProfile } from "./profile/check-profile.js";
import { chosenActivations } from "./profile/named.js";
import type { Profile } from "./profile/profile.js";
import { selectionAmong } from "./profile/selection.js";
import { AccuracyTable } from "./report/accuracy.js";
import type { Check, GroupReport, Report, Totals } from "./report/report.js";
import { dispose } from "./run/backend-calls.js";
import { Context } from "./run/context.js";
import { environment } from "./run/environment.js";
import { TrackedDeviations } from "./run/tracked-deviations.js";
import { judgeDeviations, judgeTolerances } from "./run/verdict.js";

/** A backend to check: the value, or its factory. With a factory, the checks of the life cycle use instances of their own. */
export type CheckedBackend = Backend | (() => Backend | Promise<Backend>);

/**
 * Checks a backend against the contract and returns a report.
 *
 * ```ts
 * const report = await checkBackend(() => myBackend(), { effort: "quick" });
 * if (!report.passed) console.log(toMarkdown(report));
 * ```
 *
 * It needs no test framework: call it in a test, a notebook's cell, a start-up probe or a browser. A backend that is passed
 * as a value is not disposed of; instances that a factory makes are. Rejects with a `ConfigError` if the profile
 * or the backend's `declarations` have a field that does not exist or is not valid, with an `ActivationNameError` for an
 * activation that the catalogue does not have, and if the factory throws or the value is not a backend. Whatever
 * else the methods of a backend return or throw is in the report.
 */
export async function checkBackend(subject: CheckedBackend, profile: Profile = {}): Promise<Report> {
  checkProfile(profile, "checkBackend");
  const activations = chosenActivations(profile);
  const chosen = chosenGroups(profile);
  const started = Date.now();
  const isFactory = typeof subject === "function";
  const make = isFactory ? async (): Promise<Backend> => subject() : undefined;
  const backend = isFactory ? await subject() : subject;
  requireBackend(backend);
  const { effort = "full", seed = 1, onProgress } = profile;
  const declarations: Declarations = backend.declarations ?? {};
  checkDeclarations(declarations, `declarations of "${backend.name}"`, profile);
  const codePath = (backend.info as Partial<Backend["info"]> | undefined)?.codePath;
  const { deviations = declarations.deviations ?? [], tolerances: bounds = declarations.tolerances ?? [] } =
    profile;
  const selects = selectionAmong(activations);
  const tracked = new TrackedDeviations(deviations, declarations.measuredOn, codePath, selects);
  const tolerances = new Tolerances(bounds, isMeasured(declarations, codePath), selects);
  const accuracy = new AccuracyTable();
  const findings: Check[] = [];
  const reports: GroupReport[] = [];
  const runGroup = async (group: Group): Promise<void> => {
    const totals = emptyTotals();
    const start = Date.now();
    const onCheck = (check: Check): void => {
      count(totals, check);
      if (check.status !== "passed") findings.push(check);
      const all = sum([...reports, totals]);
      onProgress?.({ group: group.id, done: reports.length, of: chosen.length, ...all });
    };
    const context = new Context({
      backend,
      make,
      activations,
      precisions: profile.precisions ?? ["strict", "fast"],
      dtypes: profile.dtypes ?? (effort === "quick" ? ["float32"] : dtypes),
      effort,
      seed,
      isDeclared: (profile.deviations ?? profile.tolerances) !== undefined,
      cases: profile.cases ?? packagedCases,
      deviations: tracked,
      tolerances,
      accuracy,
      onCheck,
    });
    await group.run(context);
    reports.push({ id: group.id, guarantee: group.guarantee, ...totals, milliseconds: Date.now() - start });
  };
  for (const group of chosen) await runGroup(group);
  if (isFactory) await dispose(backend).catch((error: unknown) => runGroup(failedEnd(error)));
  const deviationReports = judgeDeviations(tracked, profile);
  const toleranceReports = judgeTolerances(tolerances, profile);
  const totals = sum(reports);
  const outdated = [...deviationReports, ...toleranceReports].some(
    ({ outcome }) => outcome === "stale" || outcome === "unmatched",
  );
  return {
    format: 1,
    backend: { name: backend.name, ...backend.info },
    passed: totals.failed === 0 && totals.checks > 0 && !outdated,
    effort,
    seed,
    date: new Date(started).toISOString(),
    milliseconds: Date.now() - started,
    environment: environment(),
    totals,
    groups: reports,
    accuracy: accuracy.report(),
    findings,
    deviations: deviationReports,
    tolerances: toleranceReports,
  };
}

/** What is run where the backend cannot be disposed of when all groups have run: the report tells it. */
function failedEnd(error: unknown): Group {
  const subject = { group: lifeCycle.id, tag: "end" } as const;
  return {
    ...lifeCycle,
    run: (context) =>
      context.check(subject, "dispose() ends the run", () => {
        throw error;
      }),
  };
}

function requireBackend(value: unknown): void {
  const found = value as Partial<Backend> | null | undefined;
  if (typeof found?.execute === "function" && typeof found.supports === "function") return;
  throw new ContractError(
    `This is not a backend: it needs contract "${contractVersion}", name, info, supports(), execute() and dispose(). See the interface Backend of @actfn/core.`,
    (value as Partial<Backend> | null | undefined)?.contract,
  );
}

type Counts = { -readonly [K in keyof Totals]: Totals[K] };

function emptyTotals(): Counts {
  return { checks: 0, passed: 0, failed: 0, declared: 0, unknown: 0, skipped: 0, compared: 0 };
}

function count(totals: Counts, { status, compared }: Check): void {
  totals.checks++;
  totals[status]++;
  totals.compared += compared;
}

function sum(parts: readonly Totals[]): Totals {
  const total = emptyTotals();
  for (const part of parts) for (const key of Object.keys(total) as (keyof Totals)[]) total[key] += part[key];
  return total;
}
