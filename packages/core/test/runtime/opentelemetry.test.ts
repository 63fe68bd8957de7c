import type { Meter, Span, Tracer } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { createRuntime } from "../../src/index.js";
import { instrument } from "../../src/opentelemetry/index.js";
import { double, standIn } from "./stand-ins.js";

/** Writes down what it is told, in the shape of OpenTelemetry's interfaces. */
function recorder() {
  const spans: { name: string; attributes: Record<string, unknown>; ended: number; exceptions: unknown[] }[] =
    [];
  const metrics: { name: string; value: number; attributes: unknown }[] = [];
  const tracer = {
    startSpan: (name: string, { attributes }: { attributes: Record<string, unknown> }) => {
      const own = { name, attributes: { ...attributes }, ended: 0, exceptions: [] as unknown[] };
      spans.push(own);
      const span: Partial<Span> = {
        setAttribute: (key, value) => {
          own.attributes[key] = value;
          return span as Span;
        },
        setStatus: ({ code }) => {
          own.attributes["status"] = code;
          return span as Span;
        },
        recordException: (error) => void own.exceptions.push(error),
        end: () => void own.ended++,
      };
      return span as Span;
    },
  } as unknown as Tracer;
  const instrumentNamed = (name: string) => {
    const write = (value: number, attributes?: unknown): void =>
      void metrics.push({ name, value, attributes });
    return { add: write, record: write };
  };
  const meter = {
    createHistogram: instrumentNamed,
    createUpDownCounter: instrumentNamed,
    createCounter: instrumentNamed,
  } as unknown as Meter;
  return { spans, metrics, tracer, meter };
}

test("OpenTelemetry gets a span and a duration for each call, under names that stay", async () => {
  const { spans, metrics, tracer, meter } = recorder();
  const a = standIn("a");
  const runtime = createRuntime({ backends: [a] });
  const stop = instrument(runtime, { tracer, meter });
  await runtime.forward(double, [1, 2]);
  a.execute = () => Promise.reject(new RangeError("boom"));
  await expect(runtime.backward(double, [1], [1])).rejects.toThrow("boom");
  await runtime.use(standIn("b"), { probe: false, warmup: false });
  stop();
  await runtime.forward(double, [1]);

  expect(spans).toEqual([
    {
      name: "actfn forward",
      attributes: {
        "actfn.activation": "double",
        "actfn.pass": "forward",
        "actfn.precision": "fast",
        "actfn.dtype": "float32",
        "actfn.elements": 2,
        "actfn.sync": false,
        "actfn.backend": "a",
      },
      ended: 1,
      exceptions: [],
    },
    {
      name: "actfn backward",
      attributes: expect.objectContaining({ "error.type": "RangeError", status: 2 }),
      ended: 1,
      exceptions: [new RangeError("boom")],
    },
  ]);
  const durations = metrics.filter(({ name }) => name === "actfn.call.duration");
  expect(durations.map(({ attributes }) => attributes)).toEqual([
    { "actfn.activation": "double", "actfn.pass": "forward", "actfn.backend": "a" },
    { "actfn.activation": "double", "actfn.pass": "backward", "error.type": "RangeError" },
  ]);
  expect(
    metrics.filter(({ name }) => name === "actfn.calls.active").reduce((sum, { value }) => sum + value, 0),
  ).toBe(0);
  expect(metrics.filter(({ name }) => name === "actfn.swaps")).toHaveLength(1);
});

test("without a provider it does nothing, and does no harm", async () => {
  const runtime = createRuntime({ backends: [standIn("a")] });
  const stop = instrument(runtime);
  expect(await runtime.forward(double, Float32Array.of(1))).toEqual(Float32Array.of(2));
  stop();
});
