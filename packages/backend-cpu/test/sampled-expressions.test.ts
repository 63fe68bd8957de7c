import {
  type Activation,
  type AnyActivation,
  add,
  createRuntime,
  defineActivation,
  div,
  exp,
  mul,
  normalCdf,
  sigmoid,
  square,
  sub,
  tanh,
} from "@actfn/core";
import { describe, expect, it } from "vitest";
import { cpu } from "../src/index.js";

/** Activations as users write them; none is in the catalogue. */
const softCap = defineActivation({
  name: "softCap",
  options: { cap: { type: "number", default: 30, tex: "c", description: "The limit of the result." } },
  expression: ({ x, cap }) => mul(cap, tanh(div(x, cap))),
});
const sampled: readonly AnyActivation[] = [
  softCap,
  softCap.with({ cap: 50 }),
  defineActivation({ name: "gatedTanh", expression: ({ x }) => mul(x, tanh(x)) }),
  defineActivation({ name: "sigmoidTanh", expression: ({ x }) => mul(sigmoid(x), tanh(x)) }),
  defineActivation({ name: "gatedTwice", expression: ({ x }) => mul(mul(x, normalCdf(x)), sigmoid(x)) }),
  defineActivation({ name: "squareGated", expression: ({ x }) => mul(x, square(sigmoid(x))) }),
  defineActivation({ name: "decay", expression: ({ x }) => sub(1, exp(mul(-1, x))) }),
  defineActivation({
    name: "manyGates",
    expression: ({ x }) => mul(mul(mul(x, sigmoid(x)), sigmoid(mul(2, x))), sigmoid(x)),
  }),
  defineActivation({ name: "shifted", expression: ({ x }) => add(mul(0.5, x), mul(0.5, tanh(x))) }),
];

const runtime = createRuntime({ backends: [await cpu({ threads: 1 })] });
const refusal =
  /at x = (?<x>\S+?)(?:, dy = (?<dy>\S+))?(?:, cap = (?<cap>\S+))? it gives (?<got>\S+); the exact result is (?<exact>\S+) \((?<ulp>\S+) ulp; at most (?<most>\S+) are allowed\)/;

/** x over the line of numbers, subnormals included. */
const line = Float32Array.from({ length: 20_001 }, (_, i) => {
  const t = i / 10_000 - 1;
  return i % 2 === 0 ? 20 * t : Math.sign(t) * 2 ** (277 * Math.abs(t) - 149);
});

function ulpOf(value: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
}

describe.each(["forward", "backward"] as const)("%s", (pass) => {
  const call = (activation: AnyActivation, x: Float32Array | Float64Array, options = {}) => {
    const ones = x.map(() => 1);
    const result =
      pass === "forward"
        ? runtime.forwardSync(activation, x, options)
        : runtime.backwardSync(activation, x, ones, options);
    return result as Float32Array | Float64Array;
  };

  it.each(sampled.map((activation) => [activation.definition.name, activation] as const))(
    "%s runs in float32 within the bound, or the reason names an input at which it would not be",
    (_, activation) => {
      const dy = pass === "backward" ? { dy: [1] } : {};
      const { explanation } = runtime.which(activation, [1], dy);
      if (explanation?.arithmetic === "float32") {
        const [got, exact] = [call(activation, line), call(activation, Float64Array.from(line))];
        const bound = activation.definition.name === "gatedTwice" ? 10 : 4;
        for (const [i, value] of exact.entries()) {
          if (Object.is(got[i], Math.fround(value))) continue;
          const term = pass === "backward" ? 2 ** -23 : 0;
          const error = Math.abs((got[i] as number) - value);
          expect(error, `x = ${line[i]}`).toBeLessThanOrEqual(Math.max(bound * ulpOf(value), term));
        }
      } else {
        const { x, cap, got, exact, ulp, most } = refusal.exec(explanation?.reason ?? "")?.groups ?? {};
        const options = cap === undefined ? {} : { cap: Number(cap) };
        const [value] = call(activation, Float64Array.of(Number(x)), options);
        expect(Math.abs((value as number) - Number(exact))).toBeLessThanOrEqual(
          ulpOf(Number(exact)) / 2 ** 10,
        );
        expect(Math.abs(Number(got) - Number(exact)) / ulpOf(Number(exact))).toBeCloseTo(Number(ulp), 1);
        expect(Number(ulp)).toBeGreaterThan(Number(most));
      }
    },
  );
});

it("keeps what only multiplies in float32", () => {
  const [gatedTanh, sigmoidTanh] = sampled.slice(2, 4) as Activation[];
  for (const activation of [gatedTanh, sigmoidTanh]) {
    expect(runtime.which(activation as Activation, [1]).explanation?.arithmetic).toBe("float32");
  }
});
