import { gelu, tensor, toRequest } from "@actfn/core";
import { interpretBoth, Programs } from "@actfn/core/float32";
import { kernelOf } from "@actfn/core/program";
import { expect, it } from "vitest";
import type { StrictTier } from "../src/machine/strict.js";
import { Routines } from "../src/routines.js";
import type { StartCheck } from "../src/start-check/start-check.js";

// To explain a request asks no device.
const unused = {} as unknown as StrictTier;

function explained(check: Partial<StartCheck>): unknown {
  const whole: StartCheck = {
    rounding: { quotient: "device", root: "device" },
    subnormals: "kept",
    fault: undefined,
    ...check,
  };
  const request = toRequest(
    { definition: gelu.definition, x: tensor([1]), options: {}, pass: "forward" },
    "fast",
  );
  return new Routines(new Programs(interpretBoth, "complete"), whole, unused).explain(
    kernelOf(request),
    request,
  );
}

it("a device that does not keep to float32 arithmetic computes fast calls in double, and says why", () => {
  expect(explained({})).toMatchObject({ arithmetic: "float32" });
  const fault = "The sum of 1 and 3 is 5 here instead of 4.";
  expect(explained({ fault })).toEqual({ arithmetic: "float64", reason: fault });
});
