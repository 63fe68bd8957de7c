import type { Pass } from "../backend/backend.js";
import type { ElementwisePrimitive, PrimitiveFamilies } from "../expression/expression.js";
import type { DType, Format } from "../tensor/dtype.js";
import type { Builder, Value } from "./builder.js";
import { long, short } from "./elementary/coefficients.js";
import { exp, expm1 } from "./elementary/exp.js";
import type { Level } from "./elementary/level.js";
import { log, log1p } from "./elementary/log.js";
import { erf, expNegSquare, negativeSlopeGatedByNormal, normalCdf, normalPdf } from "./elementary/normal.js";
import {
  gatedBySigmoid,
  mirroredSigmoid,
  sigmoid,
  sigmoidSlope,
  slopeGatedBySigmoid,
  softplus,
} from "./elementary/sigmoid.js";
import { sech, sechSquared, tanh } from "./elementary/tanh.js";
import { atan, cos, sin } from "./elementary/trigonometric.js";

/**
 * How primitives become machine operations: a number format and a rule for each primitive. `lower` applies it to
 * expressions. Backends may bring one of their own, such as a faster one in float32.
 *
 * {@link plainRules} in float32 are not accurate enough for the precision `fast`: squares overflow from 2^64 on, and reciprocals of
 * cubes underflow from 2^42 on. `@actfn/core/float32` has an arithmetic that is, and decides where.
 */
export interface Arithmetic {
  readonly name: string;
  readonly format: Format;
  readonly rules: Readonly<Record<ElementwisePrimitive | Fused, Rule>>;
}

/** Writes a primitive's operations; arguments that the primitive lacks are not passed. Comparisons may give masks. */
export type Rule = (builder: Builder, a: Value, b: Value, c: Value) => Value;

/**
 * Combinations that share work or keep digits which their parts would lose:
 *
 * - `sigmoidSlope`: sigmoid(a) · sigmoid(−a).
 * - `pairedSigmoid` and `mirroredSigmoid`: sigmoid(a) and sigmoid(−a) where both are needed.
 * - `gatedBySigmoid`: b · sigmoid(a) where nothing else needs this sigmoid, such as SiLU.
 * - `gatedByNormal`: a · Φ(a), which is GELU.
 * - `slopeGatedBySigmoid`: sigmoid(a) · (1 + b · sigmoid(−a)), the slope of x · sigmoid(a) with b = x·a′; of SiLU b is a.
 * - `negativeSlopeGatedByNormal`: −a · φ(a) − Φ(a), minus the slope of a · Φ(a).
 * - `sechSquared`: sech(a)².
 * - `expNegSquare`: exp(−a²), whose argument needs more digits than a² has.
 * - `expOfShifted`: exp(a) where a is at most 0, being a number of a row less the largest of the row.
 */
export type Fused =
  | "sigmoidSlope"
  | "pairedSigmoid"
  | "mirroredSigmoid"
  | "gatedBySigmoid"
  | "gatedByNormal"
  | "slopeGatedBySigmoid"
  | "negativeSlopeGatedByNormal"
  | "sechSquared"
  | "expNegSquare"
  | "expOfShifted";

/** The rules that are the same in every arithmetic: one machine operation or a few, each exact or rounded once. */
export const plainRules: Pick<Arithmetic["rules"], PlainPrimitive> = {
  add: (m, a, b) => m.add(a, b),
  sub: (m, a, b) => m.sub(a, b),
  mul: (m, a, b) => m.mul(a, b),
  div: (m, a, b) => m.div(a, b),
  neg: (m, a) => m.neg(a),
  abs: (m, a) => m.abs(a),
  sign: (m, a) => {
    const zero = m.constant(0);
    return m.select(m.less(zero, a), m.constant(1), m.select(m.less(a, zero), m.constant(-1), a));
  },
  sqrt: (m, a) => m.sqrt(a),
  square: (m, a) => m.mul(a, a),
  min: (m, a, b) => m.min(a, b),
  max: (m, a, b) => m.max(a, b),
  greater: (m, a, b) => m.less(b, a),
  greaterEqual: (m, a, b) => m.lessEqual(b, a),
  less: (m, a, b) => m.less(a, b),
  lessEqual: (m, a, b) => m.lessEqual(a, b),
  equal: (m, a, b) => m.equal(a, b),
  where: (m, condition, a, b) => {
    const mask = m.isMask(condition) ? condition : m.not(m.equal(condition, m.constant(0)));
    return m.select(mask, m.number(a), m.number(b));
  },
};

type PlainPrimitive = PrimitiveFamilies["comparison" | "exact" | "arithmetic"];

function inDouble(name: string, level: Level): Arithmetic {
  const at =
    (rule: (builder: Builder, a: Value, level: Level) => Value): Rule =>
    (builder, a) =>
      rule(builder, a, level);
  return {
    name,
    format: "float64",
    rules: {
      ...plainRules,
      exp: at(exp),
      expm1: at(expm1),
      log: at(log),
      log1p: at(log1p),
      sin: at(sin),
      cos: at(cos),
      atan: at(atan),
      tanh: at(tanh),
      sech: at(sech),
      sigmoid: at(sigmoid),
      softplus: at(softplus),
      erf: at(erf),
      normalCdf: at(normalCdf),
      normalPdf: at(normalPdf),
      sigmoidSlope: at(sigmoidSlope),
      pairedSigmoid: at(sigmoid),
      mirroredSigmoid: at(mirroredSigmoid),
      gatedBySigmoid: (builder, a, b) => gatedBySigmoid(builder, a, b, level),
      gatedByNormal: (builder, a) => builder.mul(a, normalCdf(builder, a, level)),
      slopeGatedBySigmoid: (builder, a, b) => slopeGatedBySigmoid(builder, a, b, level),
      negativeSlopeGatedByNormal: at(negativeSlopeGatedByNormal),
      sechSquared: at(sechSquared),
      expNegSquare: at(expNegSquare),
      expOfShifted: at(exp),
    },
  };
}

/** Double arithmetic good to about 2^-32, for values that are rounded to float32 once: the forward pass of `strict`. */
export const single: Arithmetic = inDouble("single", { coefficients: short, wide: false, careful: false });

/**
 * Double arithmetic good to its last bits, over the range of float32: the gradients of `strict`, whose terms cancel
 * near the zeros of a derivative and leave only the last bits.
 */
export const singleGradient: Arithmetic = inDouble("singleGradient", {
  coefficients: long,
  wide: false,
  careful: true,
});

/** Double arithmetic good to its last bits over the whole range of doubles: for float64 tensors. */
export const double: Arithmetic = inDouble("double", { coefficients: long, wide: true, careful: true });

/** The arithmetic that keeps the strict promises for a dtype and a pass. */
export function strictArithmetic(dtype: DType, pass: Pass): Arithmetic {
  if (dtype === "float64") return double;
  return pass === "forward" ? single : singleGradient;
}
