import type { Primitive } from "@actfn/core";
import type { Arithmetic, Term } from "../arithmetic.js";
import { max, min, sign, square } from "./elementary.js";
import { exp, expm1, log, log1p, sech, sigmoid, softplus, tanh } from "./exponential.js";
import { type Digits, erf, normalCdf, normalPdf } from "./gaussian.js";
import { argmaxAlong, entmax15Threshold, maxAlong, type Rows, sparsemaxThreshold, sumAlong } from "./rows.js";
import { atan, cos, sin } from "./trigonometric.js";

/** What the lowering of a primitive uses: its arithmetic, its precision, and the rows, if there are any. */
export interface Setting {
  readonly m: Arithmetic;
  readonly digits: Digits;
  readonly rows: Rows | undefined;
}

type Lowering = (setting: Setting, a: Term, b: Term, c: Term) => Term;

const one =
  (lower: (m: Arithmetic, a: Term) => Term): Lowering =>
  ({ m }, a) =>
    lower(m, a);
const two =
  (lower: (m: Arithmetic, a: Term, b: Term) => Term): Lowering =>
  ({ m }, a, b) =>
    lower(m, a, b);
const gaussian =
  (lower: (m: Arithmetic, digits: Digits, a: Term) => Term): Lowering =>
  ({ m, digits }, a) =>
    lower(m, digits, a);
const along =
  (lower: (m: Arithmetic, rows: Rows, a: Term) => Term): Lowering =>
  ({ m, rows }, a) =>
    lower(m, rows as Rows, a);
const operator =
  (op: string): Lowering =>
  ({ m }, a, b) =>
    b === undefined ? m.elementwise(op, a) : m.elementwise(op, a, b);
const comparison =
  (op: string): Lowering =>
  ({ m }, a, b) =>
    m.compare(op, a, b);

/** The lowering of each primitive of the expression language. */
export const primitives: Readonly<Record<Primitive, Lowering>> = {
  add: operator("Add"),
  sub: operator("Sub"),
  mul: operator("Mul"),
  div: operator("Div"),
  neg: one((m, a) => m.neg(m.asNumber(a))),
  abs: operator("Abs"),
  sqrt: operator("Sqrt"),
  sign: one(sign),
  square: one(square),
  min: two(min),
  max: two(max),
  exp: one(exp),
  expm1: one(expm1),
  log: one(log),
  log1p: one(log1p),
  sin: one(sin),
  cos: one(cos),
  atan: one(atan),
  tanh: one(tanh),
  sech: one(sech),
  sigmoid: one(sigmoid),
  softplus: one(softplus),
  erf: gaussian(erf),
  normalCdf: gaussian(normalCdf),
  normalPdf: gaussian(normalPdf),
  greater: comparison("Greater"),
  greaterEqual: comparison("GreaterOrEqual"),
  less: comparison("Less"),
  lessEqual: comparison("LessOrEqual"),
  equal: comparison("Equal"),
  where: ({ m }, condition, a, b) => m.where(condition, a, b),
  sumAlong: along(sumAlong),
  maxAlong: along(maxAlong),
  argmaxAlong: along(argmaxAlong),
  sparsemaxThreshold: along(sparsemaxThreshold),
  entmax15Threshold: along(entmax15Threshold),
};
