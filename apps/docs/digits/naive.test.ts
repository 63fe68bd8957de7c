import { catalogue } from "@actfn/core";
import { describe, expect, test } from "vitest";
import { referenceRuntime } from "../curves/reference.js";
import { naive } from "./naive.js";

const runtime = referenceRuntime();
const probes = [-Infinity, -3.7, -1, -1e-9, 0.25, 1, 5.5, 40];
const terms = ["exp", "log", "tanh", "sqrt", "abs"] as const;

for (const [name, formulas] of Object.entries(naive)) {
  describe(`the naive ${name}`, () => {
    const activation = catalogue.find(({ definition }) => definition.name === name);

    test("belongs to an activation of the catalogue", () => expect(activation).toBeDefined());

    test.each(formulas)("$code is what is computed", ({ code, compute }) => {
      const written = new Function(...terms, "x", `return ${code}`);
      for (const x of probes) expect(compute(x)).toBe(written(...terms.map((term) => Math[term]), x));
    });

    test.each(formulas)(
      "$code agrees with the definition at its first input, and fails at its last",
      ({ of, compute, at }) => {
        const error = at.map((x) => {
          const right = valueOrSlope(of, x);
          const wrong = compute(x);
          if (Object.is(wrong, right)) return 0;
          return Number.isFinite(wrong - right) ? Math.abs(wrong - right) / Math.abs(right) : Infinity;
        });
        expect(error[0]).toBeLessThan(1e-13);
        expect(error.at(-1)).toBeGreaterThan(1e-3);
      },
    );

    function valueOrSlope(of: string, x: number): number {
      if (activation === undefined) throw new Error(`${name} is not in the catalogue`);
      const at = Float64Array.of(x);
      const answer =
        of === "value"
          ? runtime.forwardSync(activation, at)
          : runtime.backwardSync(activation, at, Float64Array.of(1));
      return (answer as Float64Array)[0] as number;
    }
  });
}
