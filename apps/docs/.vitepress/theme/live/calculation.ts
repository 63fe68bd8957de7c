import type { AnyActivation, Runtime } from "@actfn/core";
import type { OptionValues } from "../../../curves/section.js";
import { exactDigits, float32Bits, shortestFloat32 } from "../../../digits/exact.js";
import type { Library } from "./library.js";

/** A value of an activation in the forms in which it can be checked against another library. */
export interface Calculated {
  readonly symbol: string;
  readonly role: string;
  readonly float64: string;
  /** The strict float32, where the activation takes one number. */
  readonly float32?: { readonly shortest: string; readonly bits: string; readonly exact: string };
}

/** Evaluates f and f′ at one input, in float64 and (for one number in, one out) in float32. */
export function calculate(
  { runtime, section }: Library,
  activation: AnyActivation,
  options: OptionValues,
  x: number,
): Calculated[] {
  const { value, slope, curvature } = section(runtime, activation, options, Float64Array.of(x), 2);
  const isPointwise = activation.definition.domain.kind === "pointwise";
  const single = isPointwise ? inFloat32(runtime, activation, options, x) : [];
  const rows: readonly (readonly [string, string, number | undefined])[] = [
    ["f(x)", "value", value[0]],
    ["f′(x)", "slope", slope?.[0]],
    ["f″(x)", "curvature", curvature?.[0]],
  ];
  return rows.flatMap(([symbol, role, y], i) => {
    if (y === undefined) return [];
    const float32 = single[i];
    const float64 = Object.is(y, -0) ? "-0" : String(y);
    return [{ symbol, role, float64, ...(float32 === undefined ? {} : { float32: forms(float32) }) }];
  });
}

function inFloat32(runtime: Runtime, activation: AnyActivation, options: OptionValues, x: number): number[] {
  const at = Float32Array.of(x);
  const given = { ...options, precision: "strict" };
  const y = runtime.forwardSync(activation, at, given) as Float32Array;
  const answer = runtime.backwardSync(activation, at, Float32Array.of(1), given);
  const dx = (ArrayBuffer.isView(answer) ? answer : (answer as { x: Float32Array }).x) as Float32Array;
  return [y[0] as number, dx[0] as number];
}

function forms(value: number): { shortest: string; bits: string; exact: string } {
  return { shortest: shortestFloat32(value), bits: float32Bits(value), exact: exactDigits(value) };
}
