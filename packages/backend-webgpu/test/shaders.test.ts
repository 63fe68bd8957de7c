import {
  type AnyActivation,
  catalogue,
  defineActivation,
  type Expression,
  greater,
  max,
  mul,
  type Pass,
  tensor,
  toRequest,
  where,
} from "@actfn/core";
import { interpretBoth, Programs } from "@actfn/core/float32";
import { kernelOf } from "@actfn/core/program";
import { describe, expect, it } from "vitest";
import type { StrictTier } from "../src/machine/strict.js";
import { Routines } from "../src/routines.js";
import type { StartCheck } from "../src/start-check/start-check.js";

const check: StartCheck = {
  rounding: { quotient: "corrected", root: "corrected" },
  subnormals: "kept",
  fault: undefined,
};
const programs = new Programs(interpretBoth, "complete");
// To explain a request, and to write a shader, asks no device.
const unused = {} as unknown as StrictTier;
const routines = new Routines(programs, check, unused);

function requestFor({ definition }: AnyActivation) {
  return toRequest({ definition, x: tensor([1, 2]), options: {}, pass: "forward" }, "fast");
}

describe("a float32 program that is too long for a driver", () => {
  const nested = (depth: number): AnyActivation =>
    defineActivation({
      name: "nested",
      expression: ({ x }) => {
        let e: Expression = x;
        for (let i = 0; i < depth; i++)
          e = where(greater(e, i / 7), max(e, mul(x, (i % 9) - 4)), mul(x, (i % 7) - 3));
        return e;
      },
    });

  it("is computed in double, and the explanation says so", () => {
    const [short, long] = [nested(20), nested(400)].map((activation) => {
      const request = requestFor(activation);
      return routines.explain(kernelOf(request), request);
    });
    expect(short?.arithmetic).toBe("float32");
    expect(long).toMatchObject({
      arithmetic: "float64",
      reason: expect.stringMatching(/has \d+ operations/),
    });
  });

  it("is none of the catalogue's", () => {
    for (const { definition } of catalogue) {
      const options = Object.fromEntries(
        Object.entries(definition.options).flatMap(([name, spec]) =>
          spec.type === "tensor" ? [] : [[name, spec.default]],
        ),
      );
      for (const pass of ["forward", "backward"] as readonly Pass[]) {
        const request = {
          activation: definition,
          options,
          pass,
          precision: "fast",
          dtype: "float32",
        } as never;
        expect(routines.explain(kernelOf(request), request).reason).not.toMatch(/operations/);
      }
    }
  });
});
