/**
 * Spans and metrics for OpenTelemetry: `@actfn/core/opentelemetry`. Needs `@opentelemetry/api` beside it.
 *
 * @module
 */

import {
  type Attributes,
  type Meter,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { fields, where } from "../errors/checks.js";
import type { CallInfo } from "../runtime/events.js";
import type { Runtime } from "../runtime/runtime.js";

/** The tracer and the meter to use. Default: those of the globally registered providers. */
export interface InstrumentOptions {
  readonly tracer?: Tracer;
  readonly meter?: Meter;
}

const SCOPE = "@actfn/core";

const checkOptions = fields({
  tracer: where("a tracer", (value) => hasMethod(value, "startSpan")),
  meter: where("a meter", (value) => hasMethod(value, "createHistogram")),
});

function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Readonly<Record<string, unknown>> | null)?.[name] === "function";
}

/**
 * Tells OpenTelemetry of every call of a runtime, until the function that it returns is called. The names are stable:
 *
 * - A span for each call, `actfn forward` or `actfn backward`, inside the span that is active when it begins, with the attributes
 *   `actfn.activation`, `actfn.pass`, `actfn.precision`, `actfn.dtype`, `actfn.elements`, `actfn.sync`, and `actfn.backend`; where it fails, `error.type` and the exception.
 * - `actfn.call.duration`, a histogram in seconds, by `actfn.activation`, `actfn.pass`, `actfn.backend` or `error.type`.
 * - `actfn.calls.active`, how many calls are on their way.
 * - `actfn.fallbacks` by `actfn.activation` and `actfn.backend`, `actfn.mismatches` likewise, `actfn.swaps`.
 */
export function instrument(runtime: Runtime, options: InstrumentOptions = {}): () => void {
  checkOptions(options, "", "instrument");
  const tracer = options.tracer ?? trace.getTracer(SCOPE);
  const meter = options.meter ?? metrics.getMeter(SCOPE);
  const stop = [traceCalls(runtime, tracer), measureCalls(runtime, meter), countEvents(runtime, meter)];
  return () => {
    for (const end of stop.flat()) end();
  };
}

function traceCalls(runtime: Runtime, tracer: Tracer): (() => void)[] {
  const spans = new WeakMap<CallInfo, Span>();
  return [
    runtime.on("start", ({ call }) => {
      const attributes = {
        ...attributesOf(call),
        "actfn.precision": call.precision,
        "actfn.dtype": call.dtype,
        "actfn.elements": call.elements,
        "actfn.sync": call.sync,
      };
      spans.set(call, tracer.startSpan(`actfn ${call.pass}`, { kind: SpanKind.INTERNAL, attributes }));
    }),
    runtime.on("end", ({ call, backend }) => {
      spans.get(call)?.setAttribute("actfn.backend", backend).end();
    }),
    runtime.on("error", ({ call, error }) => {
      const span = spans.get(call);
      if (error instanceof Error) span?.recordException(error);
      span?.setAttribute("error.type", nameOf(error));
      span?.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      span?.end();
    }),
  ];
}

function measureCalls(runtime: Runtime, meter: Meter): (() => void)[] {
  const duration = meter.createHistogram("actfn.call.duration", {
    unit: "s",
    description: "How long a call took, from its start to its answer or its error.",
    advice: { explicitBucketBoundaries: [1e-6, 1e-5, 1e-4, 1e-3, 5e-3, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
  });
  const active = meter.createUpDownCounter("actfn.calls.active", {
    description: "Calls that have begun and not ended.",
  });
  return [
    runtime.on("start", () => active.add(1)),
    runtime.on("end", ({ call, backend, ms }) => {
      active.add(-1);
      duration.record(ms / 1000, { ...attributesOf(call), "actfn.backend": backend });
    }),
    runtime.on("error", ({ call, error, ms }) => {
      active.add(-1);
      duration.record(ms / 1000, { ...attributesOf(call), "error.type": nameOf(error) });
    }),
  ];
}

function countEvents(runtime: Runtime, meter: Meter): (() => void)[] {
  const fallbacks = meter.createCounter("actfn.fallbacks", {
    description: "Times that a backend was passed over and the next one asked.",
  });
  const mismatches = meter.createCounter("actfn.mismatches", {
    description: "Answers of a shadow or a canary that were too far from the other backend's.",
  });
  const swaps = meter.createCounter("actfn.swaps", { description: "Times that the backends were replaced." });
  return [
    runtime.on("fallback", ({ activation, backend }) =>
      fallbacks.add(1, { "actfn.activation": activation, "actfn.backend": backend }),
    ),
    runtime.on("mismatch", ({ activation, against }) =>
      mismatches.add(1, { "actfn.activation": activation, "actfn.backend": against }),
    ),
    runtime.on("swap", () => swaps.add(1)),
  ];
}

function attributesOf({ activation, pass }: CallInfo): Attributes {
  return { "actfn.activation": activation, "actfn.pass": pass };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
