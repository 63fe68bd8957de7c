import { describe, expectTypeOf, test } from "vitest";
import {
  type Activation,
  activationNamed,
  catalogue,
  type DefinitionOf,
  defineActivation,
  type Expression,
  gelu,
  leakyRelu,
  mul,
  prelu,
  softmax,
  type Tensor,
  tensor,
} from "../src/index.js";

/** These checks are made by the compiler: `npm run typecheck` fails where one does not hold. */
describe("types", () => {
  test("what goes in decides what comes out", () => {
    expectTypeOf(gelu.sync<Float32Array>).returns.toEqualTypeOf<Float32Array>();
    expectTypeOf(gelu.sync<Float64Array>).returns.toEqualTypeOf<Float64Array>();
    expectTypeOf(gelu.sync<Tensor<"float16">>).returns.toEqualTypeOf<Tensor<"float16">>();
    expectTypeOf(gelu.sync<number[][]>).returns.toEqualTypeOf<Tensor<"float32">>();
    expectTypeOf(gelu<Float32Array>).returns.resolves.toEqualTypeOf<Float32Array>();
    expectTypeOf(tensor([1], { dtype: "float64" })).toEqualTypeOf<Tensor<"float64">>();
  });

  test("options are those of the activation", () => {
    const wrong = (): void => {
      // @ts-expect-error: "erf" is not a choice
      gelu.sync([1], { approximate: "erf" });
      // @ts-expect-error: softmax has no such option
      softmax.sync([1], { dim: 1 });
    };
    expectTypeOf(wrong).toBeFunction();
    expectTypeOf(
      leakyRelu.with({ negativeSlope: 0.2 }).sync<Float32Array>,
    ).returns.toEqualTypeOf<Float32Array>();
  });

  test("backward gives a record where an option is learned", () => {
    expectTypeOf(gelu.backward.sync<Float32Array>).returns.toEqualTypeOf<Float32Array>();
    expectTypeOf(prelu.backward.sync<Float32Array>).returns.toEqualTypeOf<
      { readonly x: Float32Array } & { readonly weight: Tensor<"float32"> }
    >();
  });

  test("an option without a default is required until with() gives it", () => {
    const shift = null as unknown as Activation<{ readonly by: number }>;
    const calls = (): void => {
      // @ts-expect-error: "by" is missing
      shift.sync([1]);
      shift.sync([1], { by: 2 });
      shift.with({ by: 2 }).sync([1]);
    };
    expectTypeOf(calls).toBeFunction();
  });

  test("what is looked up by name can be called, and its options are known when it runs", () => {
    const calls = async (): Promise<void> => {
      const leaky = activationNamed("leaky_relu");
      expectTypeOf(await leaky(new Float32Array(1))).toEqualTypeOf<Float32Array>();
      expectTypeOf(leaky.with({ negativeSlope: 0.2 }).sync([1])).toEqualTypeOf<Tensor<"float32">>();
      for (const activation of catalogue) await activation.backward([1], [1]);
      expectTypeOf(leaky.definition.properties.monotonic).toEqualTypeOf<boolean>();
    };
    expectTypeOf(calls).toBeFunction();
  });

  test("a name and an expression are a definition; options that are typed must be specified", () => {
    const definitions = (): void => {
      defineActivation({ name: "mine", expression: ({ x }) => x });
      // @ts-expect-error: the specification of "slope" is missing
      defineActivation<{ slope?: number }>({ name: "mine", expression: ({ x }) => x });
    };
    expectTypeOf(definitions).toBeFunction();
  });

  test("a definition's bindings are typed by its options", () => {
    expectTypeOf<DefinitionOf<{ slope?: number; mode?: "a" | "b"; exact?: boolean }>>()
      .toHaveProperty("expression")
      .parameter(0)
      .toHaveProperty("mode")
      .toEqualTypeOf<"a" | "b">();
  });

  test("a definition's options are typed by their specifications where they are not stated", () => {
    const calls = (): void => {
      const mine = defineActivation({
        name: "mine",
        options: {
          sharpness: { type: "number", default: 1, tex: "s", description: "How sharp." },
          mode: { type: "choice", default: "a", choices: ["a", "b"], description: "Which." },
          weight: { type: "tensor", default: 1, tex: "w", description: "How much." },
        },
        learned: ["weight"],
        expression: ({ x, sharpness, mode, weight }) => {
          expectTypeOf(sharpness).toEqualTypeOf<Expression>();
          expectTypeOf(mode).toEqualTypeOf<"a" | "b">();
          return mul(weight, mul(sharpness, x));
        },
      });
      mine.sync([1], { sharpness: 2, mode: "b", weight: [1] });
      // @ts-expect-error: "c" is not a choice
      mine.sync([1], { mode: "c" });
      expectTypeOf(mine.backward.sync([1], [1]).weight).toEqualTypeOf<Tensor<"float32">>();
    };
    expectTypeOf(calls).toBeFunction();
  });
});
