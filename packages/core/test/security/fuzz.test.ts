import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../src/config/config.js";
import {
  ActfnError,
  type AnyActivation,
  catalogue,
  createRuntime,
  gelu,
  prelu,
  type Runtime,
  softmax,
  tensor,
} from "../../src/index.js";
import { circuitBreaker, concurrencyLimiter, shadow, startCanary } from "../../src/resilience/index.js";
import { multiplied, standIn } from "../runtime/stand-ins.js";

// Fixed, so that a failure can be repeated; fast-check prints the path to it.
const parameters = { seed: 0xac7f, numRuns: 2000 };

const names = fc.constantFrom(
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "approximate",
  "axis",
  "weight",
  "negativeSlope",
  "out",
  "precision",
  "signal",
  "timeout",
  "shape",
  "dtype",
  "backends",
  "limits",
  "fallback",
  "module",
);

/** Anything that JSON, a form or a careless caller could pass. */
const anything = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.anything({ withBigInt: true, withTypedArray: true, withNullPrototype: true, key: names }),
  },
  fc.json().map((text) => JSON.parse(text) as unknown),
  fc.array(fc.array(fc.oneof(fc.double(), fc.constant(undefined), fc.string()), { maxLength: 3 }), {
    maxLength: 3,
  }),
  fc.constantFrom<unknown>(
    Number.NaN,
    -0,
    2 ** 53,
    1n,
    Symbol("s"),
    () => 1,
    new Date(Number.NaN),
    new Map(),
    /x/,
  ),
);
const options = fc.dictionary(names, anything, { maxKeys: 4, noNullPrototype: false });

/** Runs something that may fail, but only with an error of actfn's; and checks that no prototype has been written to. */
function onlyTyped(run: () => unknown): void {
  const before = Object.getOwnPropertyNames(Object.prototype).length;
  try {
    run();
  } catch (error) {
    if (!ActfnError.isInstance(error)) throw error;
    expect(error.message.length).toBeGreaterThan(10);
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
}

const answering = standIn("a", 2, {
  executeSync: (request) =>
    request.shapes.map(
      (_, i) =>
        multiplied(
          { ...request, shapes: [request.shapes[i] ?? []], outputs: [request.outputs[i]] },
          1,
        )[0] as never,
    ),
});

describe("whatever is passed, there is a result or a typed error", () => {
  const runtime: Runtime = createRuntime({ backends: [answering], limits: { bytes: 1 << 20 } });
  const activations = fc.constantFrom<AnyActivation>(gelu, softmax, prelu, ...catalogue);

  test("tensor()", () => {
    fc.assert(
      fc.property(anything, fc.oneof(options, anything), (data, given) => {
        onlyTyped(() => tensor(data as never, given as never));
      }),
      parameters,
    );
  });

  test("a call's input, cotangent and options", () => {
    fc.assert(
      fc.property(
        activations,
        fc.oneof(anything, fc.constant([1, 2])),
        anything,
        fc.oneof(options, anything),
        (activation, x, dy, given) => {
          onlyTyped(() => runtime.which(activation, x, given as never));
          onlyTyped(() => runtime.which(activation, x, { ...(given as object), dy } as never));
        },
      ),
      parameters,
    );
  });

  test("the options of a runtime", () => {
    fc.assert(
      fc.property(fc.oneof(options, anything), (given) => {
        onlyTyped(() => createRuntime(given as never));
        onlyTyped(() => createRuntime({ backends: [answering], ...(given as object) } as never));
        onlyTyped(() => createRuntime({ backends: [answering], limits: given } as never));
        onlyTyped(() => createRuntime({ backends: [answering], policies: given } as never));
        for (const policy of [circuitBreaker, concurrencyLimiter, shadow])
          onlyTyped(() => policy(given as never));
      }),
      parameters,
    );
  });

  test("the options of use and of a canary", async () => {
    await fc.assert(
      fc.asyncProperty(anything, fc.oneof(options, anything), async (backends, given) => {
        const outcome = await runtime.use(backends as never, given as never).catch((error: unknown) => error);
        if (!Array.isArray(outcome)) expect(ActfnError.isInstance(outcome)).toBe(true);
        const canary = await startCanary(runtime, given as never).catch((error: unknown) => error);
        expect(ActfnError.isInstance(canary)).toBe(true);
      }),
      { ...parameters, numRuns: 500 },
    );
  });

  test("a configuration", () => {
    fc.assert(
      fc.property(fc.oneof(options, anything), (given) => {
        onlyTyped(() => checkConfig(given, "test"));
        onlyTyped(() => checkConfig({ backends: [given] }, "test"));
        onlyTyped(() => checkConfig({ backends: ["cpu"], limits: given, fallback: given }, "test"));
      }),
      parameters,
    );
  });
});

describe("nothing is written to a prototype", () => {
  test.each(["__proto__", "constructor", "prototype"])("by an option called %s", (name) => {
    const runtime = createRuntime({ backends: [answering] });
    const given = JSON.parse(`{ "${name}": { "approximate": "tanh", "polluted": true } }`) as object;
    expect(() => runtime.forwardSync(gelu, [1], given as never)).toThrow(/has no option/);
    expect(() => runtime.forwardSync(gelu.with(given as never), [1])).toThrow(/has no option/);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("a tensor of hostile size is refused before anything is allocated", () => {
  const bomb = (depth: number): unknown => (depth === 0 ? 0 : new Array(1000).fill(bomb(depth - 1)));
  const cycle: unknown[] = [];
  cycle.push(cycle);

  test.each([
    ["shared rows, 10^12 numbers", bomb(4)],
    ["an array with a length of 2^32 - 1 and nothing in it", [new Array(2 ** 32 - 1), 0]],
    ["an array that holds itself", cycle],
  ])("%s", (_, hostile) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(() => tensor(hostile as never)).toThrow(ActfnError);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
  });

  test.each([[[2 ** 31, 2 ** 31]], [[2 ** 53]], [[-1]], [[0.5]], [[Number.NaN]], ["22"], [null], [{}]])(
    "a shape of %j",
    (shape) => {
      expect(() => tensor([1], { shape: shape as never })).toThrow(ActfnError);
    },
  );
});
