import type { Kernel } from "../index.js";
import * as program from "../index.js";

/** Below this the linear term is the whole of a float32 result. */
const NEAR = 2 ** -64;
/** Where the slope at 0 is measured, on both sides of it. */
const MEASURED = [2 ** -70, -(2 ** -70), 2 ** -100, -(2 ** -100)] as const;
/** How far the measured slopes may be apart, in proportion. */
const SPREAD = 2 ** -30;

/**
 * A program that computes k · x near 0, if its function of one number starts as k · x there. A function such as
 * c · tanh(x / c) needs this: x / c is subnormal before x is, and has lost digits that c does not bring back. Undefined for
 * other functions, and for gradients.
 */
export function withLinearStart(
  { inputs, cotangents, outputs }: Kernel,
  fast: program.Program,
  strict: program.Program,
  uniforms: readonly Readonly<Record<string, number>>[],
): program.Program | undefined {
  const [x, ...others] = inputs.filter(({ access }) => access !== "uniform");
  if (x === undefined || others.length > 0 || cotangents.length > 0 || outputs.length > 1) return undefined;
  const rows = uniforms.flatMap((options) => MEASURED.map((at) => ({ ...options, [x.name]: at })));
  const probes = strict.inputs.map((name) => Float64Array.from(rows, (row) => row[name] as number));
  const [values] = program.answers(strict, probes, "float64");
  const slopes = rows.map((row, i) => (values?.[i] as number) / (row[x.name] as number));
  const slope = slopes[0] as number;
  const isLinear = slopes.every((one) => Math.abs(one - slope) <= SPREAD * Math.abs(slope));
  if (!isLinear || !Number.isFinite(slope) || slope === 0) return undefined;
  const builder = new program.Builder("float32");
  const given = fast.inputs.map((name) => builder.input(name));
  const number = builder.input(x.name);
  const isUnit = Math.abs(slope - 1) <= SPREAD;
  const start = isUnit ? number : builder.mul(builder.constant(Math.fround(slope)), number);
  const isNear = builder.less(builder.abs(number), builder.constant(NEAR));
  const results = program.embed(builder, fast, given).map((value) => builder.select(isNear, start, value));
  return builder.program(results, fast.inputs);
}
