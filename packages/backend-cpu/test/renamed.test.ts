import { type AnyActivation, defineActivation, mul, type Precision, sigmoid, Tensor } from "@actfn/core";
import { beforeAll, expect, it } from "vitest";
import { cpu } from "../src/index.js";
import { activations, firstDifference, requiredOptions, runtimeOn } from "./reference.js";

/** Numbers where functions bend, their tails, subnormals and specials, in a shape that every activation takes. */
const x = Tensor.of(
  "float32",
  [1, 2, 1, 512],
  Float32Array.from({ length: 1024 }, (_, i) => {
    const special = [0, -0, Infinity, -Infinity, NaN, 1e-40, -1e-40, 3e38, -3e38][i];
    return special ?? ((i * 0.618034) % 1 < 0.5 ? 1 : -1) * 2 ** (((i * 37) % 512) / 16 - 24);
  }),
);

/** Calls by pass and precision, of every choice of every activation. */
const cases = activations.flatMap((activation) => {
  const choices = Object.entries(activation.definition.options).flatMap(([name, spec]) =>
    spec.type === "choice" ? spec.choices.slice(1).map((choice) => ({ [name]: choice })) : [],
  );
  return [{}, ...choices].map((choice) => {
    const title = [activation.definition.name, ...Object.values(choice)].join(" ");
    return [title, activation as AnyActivation, { ...requiredOptions(activation), ...choice }] as const;
  });
});

let fast: ReturnType<typeof runtimeOn>;
let strict: ReturnType<typeof runtimeOn>;

beforeAll(async () => {
  fast = runtimeOn(await cpu({ threads: 1 }), "fast");
  strict = runtimeOn(await cpu({ threads: 1 }), "strict");
});

/** The same definition under another name. */
function renamed({ definition }: AnyActivation, name: string): AnyActivation {
  return { definition: { ...definition, name }, preset: {} };
}

it.each(cases)(
  "%s computes the same under another name, to the bit and in the same arithmetic",
  (_, activation, options) => {
    // The name of another built-in activation, which has a wider bound.
    const copy = renamed(activation, activation.definition.name === "geglu" ? "relu" : "geglu");
    const runtimes: Record<Precision, typeof fast> = { fast, strict };
    for (const runtime of Object.values(runtimes)) {
      const wanted = runtime.forwardSync(activation, x, options) as Tensor;
      const dy = Tensor.of(
        "float32",
        wanted.shape,
        Float32Array.from(wanted.data, (_, i) => 1 - (i % 7) / 4),
      );
      expect(firstDifference(wanted, runtime.forwardSync(copy, x, options))).toBeUndefined();
      const gradient = runtime.backwardSync(activation, x, dy, options);
      expect(firstDifference(gradient, runtime.backwardSync(copy, x, dy, options))).toBeUndefined();
      for (const asked of [options, { ...options, dy }]) {
        expect(runtime.which(copy, x, asked)).toEqual(runtime.which(activation, x, asked));
      }
    }
  },
);

it("an expression of one's own has the same arithmetic under the name of a built-in activation with a wider bound", () => {
  const named = (name: string): AnyActivation =>
    defineActivation({
      name,
      expression: ({ x }) => mul(mul(x, sigmoid(x)), mul(sigmoid(mul(2, x)), sigmoid(x))),
    });
  const mine = fast.which(named("mine"), x);
  for (const name of ["geglu", "mish", "gelu", "softmax"]) {
    expect(fast.which(named(name), x)).toEqual(mine);
    const wanted = fast.forwardSync(named("mine"), x);
    expect(firstDifference(wanted, fast.forwardSync(named(name), x))).toBeUndefined();
  }
});
