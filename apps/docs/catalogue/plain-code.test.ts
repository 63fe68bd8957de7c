import { type AnyActivation, type Tensor, tensor } from "@actfn/core";
import { referenceRuntime } from "@actfn/plot";
import { transform } from "sucrase";
import { describe, expect, test } from "vitest";
import { activations } from "./activations.js";
import { plainCode } from "./plain-code.js";

const runtime = referenceRuntime();
const points = [-3.5, -1, -0.5, 0, 0.25, 1, 2.5, 7];
const row = [0.3, -1.2, 2.5, 0.35, -0.4];

function compiled(activation: AnyActivation): ((...args: unknown[]) => number | number[]) | undefined {
  const code = plainCode(activation);
  if (code === undefined) return undefined;
  const { code: plain } = transform(code, { transforms: ["typescript"] });
  return new Function(`${plain}; return ${activation.definition.name}`)();
}

function close(got: number | number[], wanted: ArrayLike<number>): void {
  const values = [got].flat();
  expect(values).toHaveLength(wanted.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(wanted[i] as number, 12);
}

describe.each(activations.map((activation) => [activation.definition.name, activation] as const))(
  "the plain code of %s",
  (name, activation) => {
    const { domain } = activation.definition;
    const run = compiled(activation);
    if (run === undefined) {
      test("is left out where a threshold is searched for", () => {
        expect(["sparsemax", "entmax15"]).toContain(name);
      });
      return;
    }

    test("computes what the definition does", () => {
      const options = name === "frelu" ? { condition: 0.5 } : {};
      const required = Object.values(options);
      if (domain.kind === "pointwise") {
        const y = runtime.forwardSync(activation, Float64Array.from(points), options) as Float64Array;
        for (const [i, x] of points.entries()) close(run(x, ...required), [y[i] as number]);
      } else if (domain.kind === "axis") {
        const y = runtime.forwardSync(activation, tensor(Float64Array.from(row)), { axis: 0 }) as Tensor;
        close(run(row), y.data as Float64Array);
      } else {
        const x = domain.parts === 1 ? [0.7] : [0.7, -1.3];
        const y = runtime.forwardSync(activation, tensor(Float64Array.from(x)), { axis: 0 }) as Tensor;
        close(run(...x), y.data as Float64Array);
      }
    });
  },
);
