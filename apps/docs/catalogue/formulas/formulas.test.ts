import { activationNamed, catalogue, type Tensor, tensor } from "@actfn/core";
import { referenceRuntime } from "@actfn/plot";
import { describe, expect, test } from "vitest";
import { sheetOf } from "./formulas.js";
import { jacobianOf } from "./jacobians.js";

const runtime = referenceRuntime();
const rows = catalogue.filter(({ definition }) => definition.domain.kind === "axis");
const x = [0.3, -1.2, 0.9, 0.35, -0.4];

describe.each(rows.map(({ definition }) => definition.name))("the Jacobian of %s", (name) => {
  const activation = activationNamed(name);
  const { options } = activation.definition;
  const scaled = ["temperature", "tau"].find((option) => option in options);
  const given = { axis: 0, ...(scaled === undefined ? {} : { [scaled]: 0.7 }) };
  const row = tensor(Float64Array.from(x));
  const f = [...((runtime.forwardSync(activation, row, given) as Tensor).data as Float64Array)];

  test("is what backward gives, for each result by each member", () => {
    for (const i of f.keys()) {
      const dy = tensor(Float64Array.from(f, (_, k) => (k === i ? 1 : 0)));
      const shaped = f.length === 1 ? dy.data[0] : dy;
      const dx = runtime.backwardSync(activation, row, shaped as never, given) as Tensor;
      for (const j of x.keys()) {
        expect(jacobianOf(name)?.at(f, x, i, j, scaled === undefined ? 1 : 0.7)).toBeCloseTo(
          Number(dx.data[j]),
          12,
        );
      }
    }
  });

  test("is printed, with its letters explained", () => {
    const { slopes, where } = sheetOf(activation);
    expect(slopes[0]).toContain("\\partial x_j");
    if (slopes[0]?.includes("\\delta")) expect(where.join()).toContain("\\delta_{ij} =");
  });
});

test("a straight-through gradient of a row is said to be passed on", () => {
  expect(sheetOf(activationNamed("hardmax"), { gradient: "straightThrough" }).slopes.at(-1)).toMatch(
    /passed on/,
  );
});
