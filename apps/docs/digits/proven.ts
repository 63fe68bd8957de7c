import { largestTerms } from "@actfn/conformance";
import { type AnyActivation, tensor, toRequest } from "@actfn/core";
import { type OptionValues, type Samples, slopeOf } from "@actfn/plot";

/** How far f, f′ and f″ in float64 may be from their exact values. */
export interface Bounds {
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * What guides/precision promises of float64 at one input of a pointwise activation: 4 ulp, or 2⁻⁵⁰ of the largest term
 * where terms cancel.
 */
export function boundsOf(activation: AnyActivation, options: OptionValues, samples: Samples): Bounds {
  const x = tensor(Float64Array.of(samples.x[0] as number));
  const dy = Float64Array.of(1);
  const bound = (result: number | undefined, of: AnyActivation, pass: "forward" | "backward"): number => {
    const request = { definition: of.definition, x, options: { ...of.preset, ...options } };
    const asked = pass === "forward" ? { ...request, pass } : { ...request, pass, dy };
    const term = largestTerms(toRequest(asked, "strict"))[0]?.[0] ?? 0;
    return Math.max(4 * ulp(result ?? 0), 2 ** -50 * term);
  };
  return {
    value: bound(samples.value[0], activation, "forward"),
    slope: bound(samples.slope?.[0], activation, "backward"),
    curvature:
      samples.curvature === undefined ? 0 : bound(samples.curvature[0], slopeOf(activation), "backward"),
  };
}

function ulp(value: number): number {
  const size = Math.abs(value);
  return size < 2 ** -1022 ? 2 ** -1074 : 2 ** (Math.floor(Math.log2(size)) - 52);
}

/** A number with the digits that an error of `bound` leaves: the last may be off by one. */
export function provenDigits(value: number, bound: number): string {
  if (Object.is(value, -0)) return "-0";
  if (value === 0 || !Number.isFinite(value)) return String(value);
  // The unit of the last digit that is shown is twice the bound at least.
  const last = Math.ceil(Math.log10(2 * bound));
  const digits = Math.floor(Math.log10(Math.abs(value))) - last + 1;
  if (digits < 1) return `0 ± ${bound.toExponential(0)}`;
  return String(Number(value.toPrecision(Math.min(digits, 17))));
}
