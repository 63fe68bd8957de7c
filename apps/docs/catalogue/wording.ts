import type { Properties } from "@actfn/core";

/**
 * A number for people: at most `digits` significant digits, a true minus sign, ∞ for Infinity, thousands apart from
 * 10,000 on, a power of ten where it is tiny or huge.
 */
export function number(value: number, digits = 5): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  return written(Number(value.toPrecision(digits)));
}

/** The same with all of `digits` digits, zeros at the end included: measured, not exact. */
export function significant(value: number, digits: number): string {
  const short = number(value, digits);
  const all = value.toPrecision(digits).replace("-", "−");
  return /^−?[\d.]+$/.test(short) && !all.includes("e") ? all : short;
}

function written(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
    const [factor = "", power = ""] = value.toExponential().split("e");
    return `${factor.replace("-", "−")}·10${raised(power.replace("+", ""))}`;
  }
  const [whole = "", fraction] = String(value).replace("-", "−").split(".");
  const apart = size < 10_000 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}

/** Digits as an exponent: 16 as ¹⁶. */
export function raised(digits: string): string {
  return [...digits].map((digit) => (digit === "-" ? "⁻" : ("⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? digit))).join("");
}

/** An interval: `(−0.16997, ∞)` with brackets at the ends that are reached. */
export function interval({ lower, upper, closed }: Properties["range"]): string {
  if (lower === -Infinity && upper === Infinity) return "ℝ";
  return `${closed[0] ? "[" : "("}${number(lower)}, ${number(upper)}${closed[1] ? "]" : ")"}`;
}

/** The order of continuity in words. */
export function smoothness(order: number): string {
  if (order < 0) return "jumps";
  if (order === 0) return "continuous, with kinks";
  if (order === Infinity) return "smooth";
  return order === 1 ? "once differentiable" : `${order} times differentiable`;
}

/** The same as the symbol mathematicians use. */
export function smoothnessClass(order: number): string {
  return order === Infinity ? "C∞" : order < 0 ? "C⁻¹" : `C${["⁰", "¹", "²", "³"][order] ?? order}`;
}

/** Where the slope dies. */
export function saturation(side: Properties["saturates"]): string {
  return { none: "nowhere", left: "to the left", right: "to the right", both: "on both sides" }[side];
}

/** What an element costs. */
export function cost(of: Properties["cost"]): string {
  return { trivial: "a few multiplies", exponential: "one exponential", several: "several exponentials" }[of];
}
