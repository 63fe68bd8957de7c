import type { Deviation } from "./deviation.js";

/** The deviations of graphs that are computed in double, by the range of double and by ONNX Runtime's functions of it. */
export const ofFunctions: readonly Deviation[] = [
  ...["above", "below"].map(
    (side): Deviation => ({
      id: `sine-of-large-angles-${side}`,
      where: { activation: ["sine", "gcu", "snake"] },
      expect: "deviates",
      x: side === "above" ? [2 ** 23, Infinity] : [-Infinity, -(2 ** 23)],
      gives: "number",
      reason: "ONNX Runtime reduces large angles exactly; core's sine, the reference, is right up to 2^23.",
    }),
  ),
  {
    id: "sine-of-high-frequencies",
    where: { activation: "sine", group: "fuzz" },
    expect: "deviates",
    gives: "number",
    reason: "As for large angles, which a high frequency makes of small ones.",
  },
  {
    id: "sine-of-doubles",
    where: { activation: ["sine", "gcu", "snake"], dtype: "float64" },
    expect: "deviates",
    gives: "number",
    reason:
      "ONNX Runtime's sine of a double is right to 2e-16, which next to its zeros is not within a few ulp.",
  },
  {
    id: "exponential-underflow",
    where: { activation: ["silu", "swish", "logish", "mish", "smish", "telu", "serf"] },
    expect: "deviates",
    x: [-760, -700],
    gives: "number",
    reason: "e^x is a subnormal double there, and values below 1e-307, or their sign, are lost.",
  },
];
