import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ActfnError, type AnyActivation } from "@actfn/core";
import { checkBackend } from "../check-backend.js";
import type { Profile } from "../profile/profile.js";
import { explain } from "../report/explain.js";
import { toHtml } from "../report/html/page.js";
import { fromJson, toJson } from "../report/json.js";
import { toMarkdown } from "../report/markdown.js";
import type { Report } from "../report/report.js";
import { summary } from "../report/summary.js";
import { type Arguments, readArguments, usage } from "./arguments.js";
import { load } from "./load.js";
import { progressBar } from "./progress.js";

const shownProblems = 20;
const shownResults = 2;

/** The command `actfn-conformance`; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const wanted = readArguments(args);
    if (wanted.help) {
      console.log(usage);
      return 0;
    }
    return await run(wanted);
  } catch (error) {
    if (!ActfnError.isInstance(error)) throw error;
    console.error(`${error.message}\n\nactfn-conformance --help tells more.`);
    return 2;
  }
}

async function run(wanted: Arguments): Promise<number> {
  const reports: Report[] = [];
  for (const specifier of wanted.modules) {
    const { backend, profile } = await load(specifier, wanted.exported);
    const bar = progressBar(process.stderr);
    const report = await checkBackend(backend, {
      ...profile,
      ...chosen(wanted, profile),
      onProgress: bar.show,
    });
    bar.clear();
    tell(report);
    reports.push(report);
  }
  await write(wanted, reports);
  return reports.every(({ passed }) => passed) ? 0 : 1;
}

function chosen(
  { effort, seed, activations, groups, dtypes, precisions }: Arguments,
  profile: Profile,
): Profile {
  return {
    effort,
    seed,
    ...(activations === undefined
      ? {}
      : { activations: activations.map((name) => ownNamed(name, profile) ?? name) }),
    ...(groups === undefined ? {} : { groups }),
    ...(dtypes === undefined ? {} : { dtypes }),
    ...(precisions === undefined ? {} : { precisions }),
  };
}

/** The activation of a name that the module's profile brings. */
function ownNamed(name: string, { activations = [] }: Profile): AnyActivation | undefined {
  return activations.find((one) => typeof one !== "string" && one.definition.name === name) as
    | AnyActivation
    | undefined;
}

function tell(report: Report): void {
  const problems = explain(report, shownResults);
  for (const problem of problems.slice(0, shownProblems)) console.log(problem);
  if (problems.length > shownProblems)
    console.log(`… and ${problems.length - shownProblems} more; --report json has all.`);
  console.log(summary(report));
}

async function write({ formats, folder, beside, since }: Arguments, fresh: readonly Report[]): Promise<void> {
  if (formats.length === 0) return;
  const read = async (file: string): Promise<Report> => fromJson(await readFile(file, "utf8"));
  const reports = [...fresh, ...(await Promise.all(beside.map(read)))];
  const previous = await Promise.all(since.map(read));
  await mkdir(folder, { recursive: true });
  const files: (readonly [name: string, text: string])[] = [];
  if (formats.includes("html")) files.push(["conformance.html", toHtml(reports, { previous })]);
  if (formats.includes("md")) files.push(["conformance.md", toMarkdown(...reports)]);
  if (formats.includes("json"))
    files.push(
      ...fresh.map((report) => [`conformance-${report.backend.name}.json`, toJson(report)] as const),
    );
  for (const [name, text] of files) {
    await writeFile(join(folder, name), text);
    console.log(`Wrote ${join(folder, name)}`);
  }
}
