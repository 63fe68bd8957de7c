import * as program from "@actfn/core/program";
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

/** Thrown while lowering where a primitive has no form in float32 that keeps the promise; the double one is taken then. */
export class NotFast extends Error {}

const notFast: program.Rule = () => {
  throw new NotFast();
};

/**
 * Float32 arithmetic, four numbers in a vector: the fast tier. Not every expression keeps its digits in it, so what is
 * lowered with it is measured before it is used (see `choose.ts`).
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
    erf: notFast,
    log: notFast,
    log1p: notFast,
    sin: notFast,
    cos: notFast,
    atan: notFast,
    expNegSquare: notFast,
  },
};
