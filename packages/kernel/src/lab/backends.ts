import {
  type AnyActivation,
  type Backend,
  createRuntime,
  defaultRuntime,
  gelu,
  relu,
  sigmoid,
  softmax,
  tanh,
} from "@actfn/core";
import { anything, type Check, fields, flag, number } from "@actfn/core/checks";
import { bars } from "@actfn/plot";
import { progressBar } from "../display/progress.js";
import { table } from "../display/table.js";
import { checkShapes } from "./experiment-error.js";
import { random } from "./random.js";
import { makeReport, type Report } from "./report.js";

/** What a backend is measured with. */
export interface BackendsOptions {
  /** What is timed, and what the conformance check is limited to. */
  readonly activations?: readonly AnyActivation[];
  /** Numbers in a call. */
  readonly size?: number;
  /** Leave the conformance check out: it takes seconds. */
  readonly conformance?: boolean;
}

/** A backend, measured. */
export interface MeasuredBackend {
  readonly backend: string;
  readonly runtime: string;
  readonly conformance: string;
  readonly checks: number;
  /** Nanoseconds an element, forward, by activation. */
  readonly speed: Readonly<Record<string, number>>;
}

const ROUNDS = 15;

const checkOptions: Check = fields({
  activations: anything,
  size: number(1, Infinity, true),
  conformance: flag,
} satisfies Record<keyof BackendsOptions, Check>);

/** Conformance and speed of backends side by side; of those that are registered where none is given. */
export async function backends(
  subjects?: readonly Backend[],
  options: BackendsOptions = {},
): Promise<Report<readonly MeasuredBackend[]>> {
  checkOptions(options, "", "lab.backends");
  const { activations = [relu, sigmoid, tanh, gelu, softmax], size = 2 ** 16, conformance = true } = options;
  checkShapes("backends", activations);
  const measured: MeasuredBackend[] = [];
  const chosen = subjects ?? defaultRuntime().backends;
  const bar = progressBar({ label: "backends", total: chosen.length * (activations.length + 1) });
  for (const [i, backend] of chosen.entries()) {
    const speed: Record<string, number> = {};
    for (const [k, activation] of activations.entries()) {
      speed[activation.definition.name] = await nanosecondsOf(backend, activation, size);
      bar.update(i * (activations.length + 1) + k + 1, backend.name);
    }
    measured.push({
      backend: backend.name,
      runtime: backend.info.runtime,
      ...(conformance ? await check(backend, activations) : { conformance: "not checked", checks: 0 }),
      speed,
    });
  }
  bar.finish("");
  return backendsReport(measured, size);
}

/** A quick conformance check. The checker is loaded when it is needed: a kernel should not wait for it to start. */
async function check(
  backend: Backend,
  activations: readonly AnyActivation[],
): Promise<Pick<MeasuredBackend, "conformance" | "checks">> {
  const { checkBackend, summary } = await import("@actfn/conformance");
  const report = await checkBackend(backend, { effort: "quick", activations });
  return { conformance: report.passed ? "passes" : summary(report), checks: report.totals.checks };
}

/** The median time of a call by the number of its elements, after a warm-up; into memory that is there already. */
async function nanosecondsOf(backend: Backend, activation: AnyActivation, size: number): Promise<number> {
  const runtime = createRuntime({ backends: [backend] });
  const dice = random(1);
  const x = Float32Array.from({ length: size }, () => 3 * dice.normal());
  const out = new Float32Array(size);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await runtime.forward(activation, x, { out });
    if (round >= 3) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return (times[times.length >> 1]! * 1e6) / size;
}

function backendsReport(
  measured: readonly MeasuredBackend[],
  size: number,
): Report<readonly MeasuredBackend[]> {
  const names = Object.keys(measured[0]?.speed ?? {});
  return makeReport({
    title: "Backends side by side",
    finding: measured
      .map(
        ({ backend, conformance, checks }) =>
          `${backend}: ${conformance}${checks > 0 ? ` (${checks} checks)` : ""}`,
      )
      .join("; "),
    figures: measured.map(({ backend, speed }) =>
      bars(speed, {
        title: backend,
        subtitle: `nanoseconds an element, ${size} elements`,
        width: 400,
        height: 260,
        format: (value) => value.toFixed(2),
      }),
    ),
    table: table(
      measured.map(({ backend, runtime, conformance, speed }) => ({
        backend,
        runtime,
        conformance,
        ...Object.fromEntries(names.map((name) => [`${name}, ns`, speed[name]])),
      })),
    ),
    data: measured,
  });
}
