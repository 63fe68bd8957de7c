import type { Primitive } from "@actfn/core";
import { entmax15Threshold, sparsemaxThreshold } from "./thresholds.js";

/** The values of an expression over a row, and the largest term that each is made of; 0 for what is exact. */
export interface Term {
  readonly value: Float64Array;
  readonly term: Float64Array;
}

type Operation = (a: Term, b: Term, c: Term) => Term;

/** Elementwise: the value from the values, the term from values and terms. */
function each(
  value: (a: number, b: number, c: number) => number,
  term: (v: number, a: Element, b: Element, c: Element) => number = (v) => Math.abs(v),
): Operation {
  return (a, b, c) => {
    const out = { value: new Float64Array(a.value.length), term: new Float64Array(a.value.length) };
    for (let i = 0; i < a.value.length; i++) {
      const [p, q, r] = [elementOf(a, i), elementOf(b, i), elementOf(c, i)];
      const v = value(p.value, q.value, r.value);
      out.value[i] = v;
      const size = term(v, p, q, r);
      out.term[i] = Number.isFinite(size) ? size : Number.isNaN(v) ? 0 : Math.abs(v);
    }
    return out;
  };
}

interface Element {
  readonly value: number;
  readonly term: number;
}

const none: Element = { value: 0, term: 0 };

function elementOf(of: Term | undefined, i: number): Element {
  return of === undefined ? none : { value: of.value[i] as number, term: of.term[i] as number };
}

/** A function of one argument, with its slope given value and argument: an argument that was rounded moves the value by so much. */
function curved(value: (a: number) => number, slope: (v: number, a: number) => number): Operation {
  return each(value, (v, a) => Math.max(Math.abs(v), Math.abs(slope(v, a.value)) * a.term));
}

/** One number for the row. */
function along(value: (a: Float64Array) => number, term: (a: Term, v: number) => number): Operation {
  return (a) => {
    const v = value(a.value);
    return { value: a.value.map(() => v), term: a.value.map(() => term(a, v)) };
  };
}

const absolute = (v: number): number => Math.abs(v);
const sumOf = (row: Float64Array): number => row.reduce((sum, v) => sum + v, 0);
const passed = (v: number, a: Element): number => Math.max(a.term, a.term > 0 ? Math.abs(v) : 0);
const difference = (v: number, a: Element, b: Element): number => Math.max(a.term, b.term, Math.abs(v));
const condition = (test: (a: number, b: number) => boolean): Operation =>
  each(
    (a, b) => (test(a, b) ? 1 : 0),
    () => 0,
  );
/** Values and terms come from one of two arguments. */
const either = (isFirst: (a: number, b: number) => boolean): Operation =>
  each(
    (a, b) => (isFirst(a, b) ? a : b),
    (_, a, b) => (isFirst(a.value, b.value) ? a.term : b.term),
  );

/** Every primitive; see `largestTerms`. */
export const operations: Readonly<Record<Primitive, Operation>> = {
  add: each((a, b) => a + b, difference),
  sub: each((a, b) => a - b, difference),
  mul: each(
    (a, b) => a * b,
    (v, a, b) => Math.max(a.term * Math.abs(b.value), Math.abs(a.value) * b.term, Math.abs(v)),
  ),
  div: each(
    (a, b) => a / b,
    (v, a, b) => Math.max(a.term / Math.abs(b.value), Math.abs(v) * Math.max(1, b.term / Math.abs(b.value))),
  ),
  neg: each((a) => -a, passed),
  abs: each(Math.abs, passed),
  sign: each(Math.sign, () => 0),
  sqrt: each(Math.sqrt, (v, a) => Math.max(Math.abs(v), a.term / (2 * v))),
  square: each(
    (a) => a * a,
    (v, a) => Math.max(v, 2 * Math.abs(a.value) * a.term),
  ),
  min: either((a, b) => !(b < a)),
  max: either((a, b) => !(a < b)),
  exp: curved(Math.exp, (v) => v),
  expm1: curved(Math.expm1, (v) => v + 1),
  log: curved(Math.log, (_, a) => 1 / a),
  log1p: curved(Math.log1p, (_, a) => 1 / (1 + a)),
  sin: curved(Math.sin, () => 1),
  cos: curved(Math.cos, () => 1),
  atan: curved(Math.atan, (_, a) => 1 / (1 + a * a)),
  tanh: curved(Math.tanh, (_, a) => 1 / Math.cosh(a) ** 2),
  sech: curved(
    (a) => 1 / Math.cosh(a),
    (v, a) => v * Math.tanh(a),
  ),
  sigmoid: curved(sigmoid, (v, a) => v * sigmoid(-a)),
  softplus: curved(
    (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
    (_, a) => sigmoid(a),
  ),
  erf: curved(roughErf, (_, a) => 2 * normalPdf(a * Math.SQRT2)),
  normalCdf: curved(roughNormalCdf, (_, a) => normalPdf(a)),
  normalPdf: curved(normalPdf, (v, a) => v * a),
  greater: condition((a, b) => a > b),
  greaterEqual: condition((a, b) => a >= b),
  less: condition((a, b) => a < b),
  lessEqual: condition((a, b) => a <= b),
  equal: condition((a, b) => a === b),
  where: each(
    (test, a, b) => (test !== 0 ? a : b),
    (_, test, a, b) => (test.value !== 0 ? a.term : b.term),
  ),
  sumAlong: along(sumOf, (a, v) =>
    Math.max(
      a.term.reduce((sum, t, i) => sum + Math.max(t, Math.abs(a.value[i] as number)), 0),
      Math.abs(v),
    ),
  ),
  maxAlong: along(
    (row) => row.reduce((m, v) => (m < v ? v : m), -Infinity),
    (a) => Math.max(0, ...a.term),
  ),
  argmaxAlong: along(
    (row) => row.indexOf(Math.max(...row)),
    () => 0,
  ),
  sparsemaxThreshold: along(sparsemaxThreshold, (a, v) => Math.max(absolute(v), ...a.value.map(absolute))),
  entmax15Threshold: along(entmax15Threshold, (a, v) => Math.max(absolute(v), ...a.value.map(absolute))),
};

function sigmoid(a: number): number {
  return 1 / (1 + Math.exp(-a));
}

function normalPdf(a: number): number {
  return Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ(a) to a part in 10^3 everywhere, by the Mills ratio's bounds in the tail: enough to scale a bound. */
function roughNormalCdf(a: number): number {
  if (a > 0) return 1 - roughNormalCdf(-a);
  return (2 * normalPdf(a)) / (Math.sqrt(a * a + 8 / Math.PI) - a);
}

function roughErf(a: number): number {
  return Math.abs(a) < 0.1 ? (2 * a) / Math.sqrt(Math.PI) : 2 * roughNormalCdf(a * Math.SQRT2) - 1;
}
