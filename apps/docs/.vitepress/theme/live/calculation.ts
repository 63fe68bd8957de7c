import type { AnyActivation, Runtime } from "@actfn/core";
import type { OptionValues } from "@actfn/plot";
import { exactDigits, float32Bits, shortestFloat32 } from "../../../digits/exact.js";
import type { Library } from "./library.js";

/** A value of an activation in the forms in which it can be checked against another library. */
export interface Calculated {
  readonly symbol: string;
  readonly role: string;
  /** As many of its digits as its bound proves. */
  readonly float64: string;
  /** The strict float32, where the activation takes one number. */
  readonly float32?: { readonly shortest: string; readonly bits: string; readonly exact: string };
}

/** Evaluates f and f′ at one input, in float64 and (for one number in, one out) in float32. */
export function calculate(
  { runtime, sampleOn, boundsOf, provenDigits }: Library,
  activation: AnyActivation,
  options: OptionValues,
  x: number,
): Calculated[] {
  const at = sampleOn(runtime, activation, options, Float64Array.of(x), 2);
  const { value, slope, curvature } = at;
  const isPointwise = activation.definition.domain.kind === "pointwise";
  const bounds = isPointwise ? boundsOf(activation, options, at) : undefined;
  const single = isPointwise ? inFloat32(runtime, activation, options, x) : [];
  const rows = [
    [isPointwise ? "f(x)" : "f", "value", value[0]],
    [isPointwise ? "f′(x)" : "f′", "slope", slope?.[0]],
    ["f″(x)", "curvature", curvature?.[0]],
  ] as const;
  return rows.flatMap(([symbol, role, y], i) => {
    if (y === undefined) return [];
    const float32 = single[i];
    // Of a row no more digits than a float32 has.
    const float64 = bounds === undefined ? inRow(y) : provenDigits(y, bounds[role]);
    return [{ symbol, role, float64, ...(float32 === undefined ? {} : { float32: forms(float32) }) }];
  });
}

function inRow(y: number): string {
  return Object.is(y, -0) ? "-0" : String(Number(y.toPrecision(9)));
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
