import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One backend in one kind of worker, which was ended again and again. */
export interface KillRow {
  readonly engine: string;
  readonly backend: string;
  readonly workerType: "thread" | "process";
  /** How often the worker was ended. */
  readonly kills: number;
  /** How often of these in the middle of a call. */
  readonly inCall: number;
  readonly wrongAnswers: number;
  /** The exit code of the process that started the workers. */
  readonly code: number | null;
  /** Processes that were left behind. */
  readonly orphans: number;
}

/** What `npm run kills` has found. */
export interface KillReport {
  readonly date: string;
  readonly processor: string;
  readonly onnxruntimeNode: string;
  readonly rows: readonly KillRow[];
}

/** The report in the repository; null where there is none. */
export function killReport(): KillReport | null {
  const path = fileURLToPath(new URL("../../reports/kills.json", new URL(import.meta.url)));
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as KillReport) : null;
}
