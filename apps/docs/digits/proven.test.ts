import { activationNamed } from "@actfn/core";
import { referenceRuntime, sampleOn } from "@actfn/plot";
import { expect, test } from "vitest";
import { boundsOf, provenDigits } from "./proven.js";

const runtime = referenceRuntime();

/** f, f′ and f″ of GELU, from mpmath at 40 digits. */
const exact: readonly (readonly [x: number, value: string, slope: string, curvature: string])[] = [
  [-0.75, "-0.1699705142826511494952966", "0.0007742782607648956283087645", "0.4328850587225313320892774"],
  [-2.25, "-0.02750506347385058209340385", "-0.05918974397520698228451676", "-0.09720268374673146073388594"],
  [0.3, "0.1853734266566857830614872", "0.7323277668271098549015104", "0.7284507275296010084781198"],
  [1.5, "1.399789198096712900993259", "1.127469192229979525416655", "-0.03237939891647293190352489"],
];

test.each(exact)("shows of GELU at %s no digit that is wrong", (x, ...all) => {
  const gelu = activationNamed("gelu");
  const at = sampleOn(runtime, gelu, {}, Float64Array.of(x), 2);
  const bounds = boundsOf(gelu, {}, at);
  const shown = [
    provenDigits(at.value[0] as number, bounds.value),
    provenDigits(at.slope?.[0] as number, bounds.slope),
    provenDigits(at.curvature?.[0] as number, bounds.curvature),
  ];
  for (const [i, text] of shown.entries()) {
    const decimals = text.split(".")[1]?.length ?? 0;
    expect(Math.abs(Number(text) - Number(all[i]))).toBeLessThanOrEqual(1.01 * 10 ** -decimals);
    expect(decimals).toBeGreaterThan(12);
  }
});

test("where the terms cancel, fewer digits are shown", () => {
  expect(provenDigits(0.0007742782607649268, 2e-16)).toBe("0.000774278260765");
  expect(provenDigits(0.4999999999999999, 4.4e-16)).toBe("0.5");
  expect(provenDigits(1e-17, 2e-16)).toBe("0 ± 2e-16");
});

test("what is exact or has no digits is shown as it is", () => {
  expect([-0, 0, Infinity, Number.NaN].map((value) => provenDigits(value, 1e-16))).toEqual([
    "-0",
    "0",
    "Infinity",
    "NaN",
  ]);
});
