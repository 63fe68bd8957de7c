import type { Deviation } from "@actfn/core";

/** The deviations of graphs in double: from the range of double, and from the functions of ONNX Runtime. */
export const ofFunctions: readonly Deviation[] = [
  ...["above", "below"].map(
    (side): Deviation => ({
      id: `sine-of-large-angles-${side}`,
      where: { activation: ["sine", "gcu", "snake"] },
      expect: "deviates",
      x: side === "above" ? [2 ** 23, Infinity] : [-Infinity, -(2 ** 23)],
      // The reference has no correct digit there, so nothing can be compared.
      gives: "number",
      reason: "ONNX Runtime reduces large angles exactly; core's sine, the reference, is right up to 2^23.",
    }),
  ),
  {
    id: "sine-of-high-frequencies",
    where: { activation: "sine", group: "fuzz" },
    expect: "deviates",
    gives: { ulp: 4, absolute: 1e-3 },
    reason:
      "As for large angles, which a high frequency makes of small ones: the reference is 1e-4 off at 4e12.",
  },
  {
    id: "sine-of-doubles",
    where: { activation: ["sine", "gcu"], dtype: "float64" },
    expect: "deviates",
    x: [-(2 ** 23), 2 ** 23],
    gives: { ulp: 4, absolute: 2e-15 },
    reason:
      "ONNX Runtime's sine of a double is right to 2e-16, which next to its zeros is not within a few ulp.",
  },
  {
    id: "exponential-underflow",
    where: { activation: ["silu", "swish", "logish", "smish", "serf"] },
    expect: "deviates",
    x: [-746, -708],
    gives: { ulp: 4, absolute: 1e-305 },
    reason: "e^x is a subnormal double there, and values below 5e-306, or their sign, are lost.",
  },
];
