import type { Declarations, Deviation } from "@actfn/core";
import { declarations as ofPrograms } from "@actfn/core/float32";
import type { StartCheck } from "./start-check/start-check.js";

/** A few times the smallest normal float32: where a number on the way to a result is flushed, so much may be missing from it. */
const LOST = 2 ** -124;

/** What this backend declares on a device that flushes subnormal numbers. */
const flushed: Deviation = {
  id: "subnormal-flushed",
  where: { precision: "fast", dtype: ["float32", "bfloat16"] },
  expect: "deviates",
  gives: { ulp: 0, absolute: LOST },
  reason:
    "The device takes subnormal float32 operands for 0 and gives 0 instead of subnormal results, as WebGPU allows; the start check has seen it.",
};

/** A slope is multiplied by dy, which may be large. */
const flushedSlope: Deviation = {
  id: "subnormal-slope",
  where: { pass: "backward", precision: "fast", dtype: ["float32", "bfloat16"] },
  expect: "deviates",
  gives: "zero",
  reason: "A slope that is subnormal is 0 on a device that flushes, and so is its product with any dy.",
};

/** What is declared of the numbers of a device, by what it does. */
export function declarationsFor({ subnormals, fault }: StartCheck): Declarations {
  // Without float32 everything is computed in double, by integers.
  if (fault !== undefined || subnormals === "kept") return ofPrograms;
  return { ...ofPrograms, deviations: [...ofPrograms.deviations, flushed, flushedSlope] };
}
