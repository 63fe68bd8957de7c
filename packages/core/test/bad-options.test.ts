import { describe, expect, test } from "vitest";
import { gumbelNoise, rreluSlopes } from "../src/activations/random/draws.js";
import { loadConfig } from "../src/config/index.js";
import { fields, number } from "../src/errors/checks.js";
import { input } from "../src/expression/expression.js";
import {
  type ActfnError,
  type AnyActivation,
  ConfigError,
  createRuntime,
  DefinitionError,
  defineActivation,
  gelu,
  leakyRelu,
  mul,
  prelu,
  relu,
  tensor,
  UnknownOptionError,
  withBias,
} from "../src/index.js";
import { isolate } from "../src/isolate/index.js";
import { instrument } from "../src/opentelemetry/index.js";
import { circuitBreaker, concurrencyLimiter, shadow, startCanary } from "../src/resilience/index.js";
import { standIn } from "./runtime/stand-ins.js";

const runtime = createRuntime({ backends: standIn("right") });
const mine = { name: "mine", expression: ({ x }: { x: ReturnType<typeof input> }) => mul(x, x) };

/** Every function of core that takes options, with one that is misspelled and the name that was meant. */
const misspelled: readonly (readonly [string, () => unknown, string])[] = [
  ["createRuntime", () => createRuntime({ backends: [], precison: "fast" } as never), "precision"],
  ["createRuntime, limits", () => createRuntime({ backends: [], limits: { byte: 1 } } as never), "bytes"],
  ["createRuntime, fallback", () => createRuntime({ backends: [], fallback: { o: 1 } } as never), "on"],
  ["concurrencyLimiter", () => concurrencyLimiter({ concurrency: 1, queu: 1 } as never), "queue"],
  ["circuitBreaker", () => circuitBreaker({ failurs: 1 } as never), "failures"],
  ["shadow", () => shadow({ backend: standIn("right"), rat: 1 } as never), "rate"],
  ["use", () => runtime.use(standIn("right"), { prob: true } as never), "probe"],
  ["startCanary", () => startCanary(runtime, { backend: standIn("right"), shares: 0.5 } as never), "share"],
  ["isolate", () => isolate("x", { factory: "x", retrys: 2 } as never), "retries"],
  ["loadConfig", () => loadConfig({ fil: "x" } as never), "file"],
  ["instrument", () => instrument(runtime, { tracr: {} } as never), "tracer"],
  ["withBias", () => withBias(gelu, { chanel: true } as never), "channel"],
  ["tensor", () => tensor([1], { shap: [1] } as never), "shape"],
  ["gumbelNoise", () => gumbelNoise([1], { seeds: 1 } as never), "seed"],
  ["rreluSlopes", () => rreluSlopes([1], { seed: 1, uper: 1 } as never), "upper"],
  ["an activation", () => runtime.forward(leakyRelu, [1], { negativSlope: 0.1 }), "negativeSlope"],
  ["with", () => leakyRelu.with({ negativSlope: 0.1 } as never), "negativeSlope"],
  [
    "an activation in an expression",
    () => leakyRelu(input("x"), { negativSlope: input("a") } as never),
    "negativeSlope",
  ],
  ["defineActivation", () => defineActivation({ ...mine, familly: "step" } as never), "family"],
  [
    "defineActivation, an option",
    () =>
      defineActivation({
        ...mine,
        options: { k: { type: "number", default: 1, tex: "k", descripton: "k" } },
      } as never),
    "description",
  ],
];

describe("an option that does not exist is a typed error with the nearest name", () => {
  test.each(misspelled)("%s", async (_, call, meant) => {
    const error = await Promise.resolve()
      .then(call)
      .catch((caught: unknown) => caught);
    expect([ConfigError, UnknownOptionError, DefinitionError].some((type) => type.isInstance(error))).toBe(
      true,
    );
    expect((error as ActfnError).message).toContain(`Did you mean "${meant}"?`);
  });

  test("and for a call, also with the options of every call", () => {
    expect(() => relu.sync([1], { precison: "strict" } as never)).toThrow(
      'relu has no option "precison". Did you mean "precision"? The options are "out", "precision", "signal", "timeout".',
    );
  });

  test("and where nothing is near, with all there are", () => {
    expect(() => tensor([1], { color: 1 } as never)).toThrow(
      'tensor has no option "color". The options are "dtype", "shape".',
    );
  });
});

test("options that are right, or undefined, are taken", () => {
  expect(prelu.with({ weight: [0.5] }).preset).toEqual({ weight: [0.5] });
  expect((leakyRelu.with({ precision: "strict" } as never) as AnyActivation).preset).toEqual({
    precision: "strict",
  });
  expect(tensor([1], { shape: undefined } as never).shape).toEqual([1]);
});

test("an event that does not exist is a typed error with those there are", () => {
  expect(() => runtime.on("strat" as never, () => {})).toThrow(
    'on: event is "strat"; it must be one of "start", "end",',
  );
  expect(() => runtime.on("start", "loud" as never)).toThrow(ConfigError);
});

describe("fields()", () => {
  const check = fields({ threads: number(1, Number.POSITIVE_INFINITY, true) }, ["threads"]);

  test.each<readonly [unknown, string]>([
    [{ thread: 2 }, 'make: there is no option "thread". Did you mean "threads"? The options are "threads".'],
    [{ threads: 1.5 }, "make: threads is 1.5; it must be an integer of at least 1."],
    [{}, "make: threads is required; it must be an integer of at least 1."],
    [4, 'make: the value is 4; it must be an object with the options "threads".'],
  ])("refuses %j", (given, message) => {
    expect(() => check(given, "", "make")).toThrow(message);
  });

  test("tells field, given and allowed as data", () => {
    try {
      check({ thread: 2 }, "", "make");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ field: "thread", given: 2, allowed: 'one of "threads"' });
    }
  });
});
