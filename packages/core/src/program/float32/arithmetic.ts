import * as program from "../index.js";
import { exp, expm1, expOfShifted, product, quotient } from "./exp.js";
import { gatedByNormal, negativeSlopeGatedByNormal, normalCdf, normalPdf } from "./normal.js";
import {
  gatedBySigmoid,
  mirroredSigmoid,
  pairedSigmoid,
  sechSquared,
  sigmoid,
  sigmoidSlope,
  slopeGatedBySigmoid,
  softplus,
} from "./sigmoid.js";
import { sech, tanh } from "./tanh.js";

/** Thrown while lowering where a primitive has no accurate form in float32; the kernel is then computed in double. */
export class NotFast extends Error {
  readonly primitive: string;

  constructor(primitive: string) {
    super(`${primitive} has no float32 form.`);
    this.primitive = primitive;
  }
}

function notFast(primitive: string): program.Rule {
  return () => {
    throw new NotFast(primitive);
  };
}

/**
 * Float32 arithmetic, four numbers in a vector, for `fast`. Some expressions lose accuracy in it, so what is
 * lowered with it is compared with double arithmetic before it is used (see `choose.ts`).
 */
export const fastArithmetic: program.Arithmetic = {
  name: "fast",
  format: "float32",
  rules: {
    ...program.plainRules,
    mul: product,
    div: quotient,
    exp,
    expOfShifted,
    expm1,
    tanh,
    sech,
    sechSquared,
    sigmoid,
    sigmoidSlope,
    pairedSigmoid,
    mirroredSigmoid,
    gatedBySigmoid,
    gatedByNormal,
    negativeSlopeGatedByNormal,
    slopeGatedBySigmoid,
    softplus,
    normalCdf,
    normalPdf,
    erf: notFast("erf"),
    log: notFast("log"),
    log1p: notFast("log1p"),
    sin: notFast("sin"),
    cos: notFast("cos"),
    atan: notFast("atan"),
    expNegSquare: notFast("expNegSquare"),
  },
};
