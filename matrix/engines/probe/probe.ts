import { cpu } from "@actfn/backend-cpu";
import { checkBackend, explain } from "@actfn/conformance";
import type { Backend } from "@actfn/core";
import { digestOf, strictDigests } from "../../../packages/backend-cpu/test/strict-digest.js";
import { type RelaxedSimd, relaxedSimd } from "./relaxed-simd.js";

/** The parts of a row, each a cell of the matrix. */
export const parts = ["digest", "relaxed-simd", "conformance-cpu", "conformance-onnx"] as const;
export type Part = (typeof parts)[number];

/** The bits of strict results on the CPU backend: one digest for all, and one for each activation. */
export interface DigestCell {
  readonly digest: string;
  readonly activations: Readonly<Record<string, string>>;
  /** The instructions that compute them here. */
  readonly runtime: string;
}

/** The result of a conformance run. */
export interface ConformanceCell {
  readonly passed: boolean;
  readonly effort: string;
  readonly runtime: string;
  readonly checks: number;
  readonly failed: number;
  /** The number of checks that deviate as declared. */
  readonly declared: number;
  /** The number of checks that deviate as declared for other code paths only. */
  readonly unknown: number;
  readonly compared: number;
  /** The first failures, as text. */
  readonly failures: readonly string[];
}

/** The result of one part. `missing` says why it cannot run on the row. */
export type Cell = { readonly part: Part; readonly seconds: number } & (
  | { readonly result: DigestCell | RelaxedSimd | ConformanceCell | null }
  | { readonly missing: string }
  | { readonly error: string }
);

/** Thrown by {@link Surroundings.onnx} if there is no runtime. */
export class NotHere extends Error {}

/** The parts that differ between hosts. */
export interface Surroundings {
  /** Loads the ONNX backend and returns its factory. */
  readonly onnx: () => Promise<() => Promise<Backend>>;
  readonly emit: (cell: Cell) => void | Promise<void>;
}

/** Runs some parts, one after the other, and emits each result. A part that throws is emitted as an error. */
export async function probe(chosen: readonly Part[], { onnx, emit }: Surroundings): Promise<void> {
  const run: Readonly<Record<Part, () => Promise<DigestCell | RelaxedSimd | ConformanceCell | null>>> = {
    digest,
    "relaxed-simd": async () => relaxedSimd() ?? null,
    "conformance-cpu": () => conformance(() => cpu({ threads: 1 })),
    "conformance-onnx": async () => conformance(await onnx()),
  };
  for (const part of chosen) {
    const started = Date.now();
    const outcome = await run[part]().then(
      (result) => ({ result }),
      (error: unknown) =>
        error instanceof NotHere ? { missing: error.message } : { error: describe(error) },
    );
    await emit({ part, seconds: Math.round((Date.now() - started) / 100) / 10, ...outcome });
  }
}

async function digest(): Promise<DigestCell> {
  const backend = await cpu({ threads: 1 });
  const activations = await strictDigests(backend);
  return { digest: digestOf(activations), activations, runtime: backend.info.runtime };
}

async function conformance(make: () => Promise<Backend>): Promise<ConformanceCell> {
  const report = await checkBackend(make, { effort: "quick" });
  const { passed, effort, backend, totals } = report;
  return {
    passed,
    effort,
    runtime: backend.runtime,
    checks: totals.checks,
    failed: totals.failed,
    declared: totals.declared,
    unknown: totals.unknown,
    compared: totals.compared,
    failures: explain(report)
      .slice(0, 5)
      .map((text) => text.split("\n", 1)[0] ?? ""),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
