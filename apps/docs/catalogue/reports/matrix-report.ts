import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One part of a row: what was found and when, or why it did not run there. */
interface Cell<T> {
  readonly date: string;
  readonly seconds: number;
  readonly result?: T;
  readonly missing?: string;
  readonly error?: string;
  /** What is wrong with it. */
  readonly fault?: string;
}

/** What a conformance run has found. */
interface Conformance {
  readonly passed: boolean;
  readonly effort: string;
  readonly runtime: string;
  readonly checks: number;
  readonly failed: number;
  readonly declared: number;
  /** Deviations that are declared of other code paths only. */
  readonly unknown?: number;
  readonly compared: number;
}

/** A row of engines and processors, as `npm run matrix -- --write` writes it. */
export interface EngineRow {
  readonly name: string;
  readonly title: string;
  /** Why the row ended too early, where it did. */
  readonly early?: string;
  readonly engine: string;
  /** What the program says of its version. */
  readonly version: string;
  readonly processor: {
    readonly title: string;
    readonly features: readonly string[];
    readonly emulator?: string;
  };
  /** The parts that ran: a row that ended too early lacks some. */
  readonly cells: {
    readonly digest?: Cell<{ readonly digest: string; readonly runtime: string }>;
    /** By operation, what the engine does where it may choose; null where it has no relaxed SIMD. */
    readonly "relaxed-simd"?: Cell<Readonly<Record<string, string>> | null>;
    readonly "conformance-cpu"?: Cell<Conformance>;
    readonly "conformance-onnx"?: Cell<Conformance>;
  };
}

/** The rows in the repository; none where the matrix has not run yet. */
export function engineRows(): readonly EngineRow[] {
  const path = fileURLToPath(new URL("../../reports/matrix/engines.json", new URL(import.meta.url)));
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")).rows as EngineRow[]) : [];
}

/** A row as the page shows it. */
export interface ShownRow {
  readonly name: string;
  /** `Node 24.22.3`. */
  readonly program: string;
  readonly engine: string;
  readonly processor: string;
  readonly features: string;
  readonly digest: string;
  /** What computes strict results: `WebAssembly SIMD` or `TypeScript`. */
  readonly computedBy: string;
  readonly multiplyAdd: string;
  readonly cpu: string;
  readonly onnx: string;
  /** Why ONNX Runtime did not run, where it did not. */
  readonly onnxMissing?: string;
  readonly date: string;
}

/** A row as text. */
export function shownRow(row: EngineRow): ShownRow {
  const { name, title, engine, version, processor, cells } = row;
  const { digest, "relaxed-simd": relaxed, "conformance-cpu": cpu, "conformance-onnx": onnx } = cells;
  const number = /\d+(?:\.\d+)+\w*/.exec(version)?.[0] ?? version;
  return {
    name,
    program: `${title.replace(/ \d+$/, "")} ${number}`,
    engine,
    processor: processor.title,
    features: [processor.features.join(" "), processor.emulator].filter(Boolean).join("; "),
    digest: digest?.result?.digest ?? "–",
    computedBy: digest?.result?.runtime ?? "–",
    multiplyAdd: relaxed === undefined ? "–" : (relaxed.result?.["f32x4.relaxed_madd"] ?? "no relaxed SIMD"),
    cpu: inWords(cpu),
    onnx: inWords(onnx),
    ...(onnx?.missing === undefined ? {} : { onnxMissing: onnx.missing }),
    date: digest?.date.slice(0, 10) ?? "–",
  };
}

/** `passes 1,082 checks`, `fails 4 of 1,082 checks`, or that it did not run. */
function inWords(cell: Cell<Conformance> | undefined): string {
  if (cell === undefined) return "–";
  const { result, missing, error } = cell;
  if (result === undefined) return missing === undefined ? `failed: ${error}` : "not run";
  const checks = result.checks.toLocaleString("en");
  if (!result.passed) return `fails ${result.failed} of ${checks} checks`;
  const declared = result.declared === 0 ? [] : [`${result.declared} of them as declared`];
  const unknown = result.unknown ? [`${result.unknown} not measured on this code path`] : [];
  return [`passes ${checks} checks`, ...declared, ...unknown].join(", ");
}

/** For each operation of relaxed SIMD the results that engines give, each with the rows that give it. */
export function relaxedResults(
  rows: readonly EngineRow[],
): { operation: string; result: string; rows: string[] }[] {
  const found = new Map<string, { operation: string; result: string; rows: string[] }>();
  for (const { name, cells } of rows) {
    for (const [operation, result] of Object.entries(cells["relaxed-simd"]?.result ?? {})) {
      const key = `${operation} ${result}`;
      const entry = found.get(key) ?? { operation, result, rows: [] };
      found.set(key, { ...entry, rows: [...entry.rows, name] });
    }
  }
  return [...found.values()].sort((a, b) =>
    a.operation < b.operation ? -1 : a.operation > b.operation ? 1 : 0,
  );
}
