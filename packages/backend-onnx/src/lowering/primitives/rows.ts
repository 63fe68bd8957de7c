import type { GraphBuilder, Value } from "../../graph/graph-builder.js";
import type { Arithmetic, Term } from "../arithmetic.js";

/** The rows of an axis activation in a graph. */
export interface Rows {
  readonly graph: GraphBuilder;
  /** The input with the rows, and the axis along which they extend. */
  readonly x: Value;
  readonly rank: number;
  readonly axis: number;
}

/** The sum of a over the row, kept as an axis of length 1. */
export function sumAlong(m: Arithmetic, rows: Rows, a: Term): Term {
  const axes = rows.graph.integers(rows.axis);
  return m.node("ReduceSum", [a, axes], { keepdims: { int: 1 } }, m.type, a.carries);
}

/** The largest a of the row. ONNX Runtime's kernel drops NaN in double, so the result does not carry NaN. */
export function maxAlong(m: Arithmetic, rows: Rows, a: Term): Term {
  const axes = rows.graph.integers(rows.axis);
  return m.node("ReduceMax", [a, axes], { keepdims: { int: 1 } }, m.type, 0n);
}

/** The position of the first largest a of the row. */
export function argmaxAlong(m: Arithmetic, rows: Rows, a: Term): Term {
  const attributes = { axis: { int: rows.axis }, keepdims: { int: 1 } };
  return m.cast(m.node("ArgMax", [a], attributes, "int64", 0n), m.type);
}

/** The position along the axis, 0, 1, …, with an axis of length 1 for each other one. */
export function indexAlong(m: Arithmetic, rows: Rows): Term {
  const others = Array.from({ length: rows.rank }, (_, i) => i).filter((i) => i !== rows.axis);
  const flat = m.cast(position(m, rows, 0), m.type);
  if (others.length === 0) return flat;
  return m.node("Unsqueeze", [flat, rows.graph.integers(...others)], {}, m.type, 0n);
}

/** The length of the axis, as a list of one. */
function lengthOf(m: Arithmetic, rows: Rows): Term {
  const range = { start: { int: rows.axis }, end: { int: rows.axis + 1 } };
  return m.node("Shape", [rows.x], range, "int64", 0n);
}

function position(m: Arithmetic, rows: Rows, from: number): Term {
  const { graph } = rows;
  const length = m.node("Squeeze", [lengthOf(m, rows)], {}, "int64", 0n);
  const start = graph.constant("int64", from);
  return m.node("Range", [start, length, graph.constant("int64", 1)], {}, "int64", 0n);
}

/** The row in descending order, the sums of its first 1, 2, … elements, and 1, 2, … themselves. */
function sorted(m: Arithmetic, rows: Rows, a: Term): { z: Term; k: Term; sums: (of: Term) => Term } {
  const attributes = { axis: { int: rows.axis } };
  const [values] = rows.graph.nodeOf("TopK", [a, lengthOf(m, rows)], attributes, [m.type, "int64"]);
  const axis = rows.graph.constant("int64", rows.axis);
  return {
    z: { ...(values as Value), type: m.type, carries: 0n },
    k: m.add(indexAlong(m, rows), m.number(1)),
    sums: (of) => m.node("CumSum", [of, axis], {}, m.type, 0n),
  };
}

/**
 * The τ with Σ max(a − τ, 0) = 1. The k largest elements z are in the support as long as 1 + k·zₖ exceeds their sum, and τ is
 * (their sum − 1) / k. All numbers are relative to the largest element, so that no digits are lost.
 */
export function sparsemaxThreshold(m: Arithmetic, rows: Rows, a: Term): Term {
  const [zero, one] = [m.number(0), m.number(1)];
  const top = maxAlong(m, rows, a);
  const { z, k, sums } = sorted(m, rows, m.sub(a, top));
  const within = m.compare("Greater", m.add(one, m.mul(k, z)), sums(z));
  const size = sumAlong(m, rows, m.where(within, one, zero));
  const total = sumAlong(m, rows, m.where(within, z, zero));
  return poisoned(m, rows, a, m.add(top, m.div(m.sub(total, one), size)));
}

/**
 * The τ with Σ max(a − τ, 0)² = 1. For the k largest elements with mean μ and sum of squared differences s, τ = μ − √((1 − s) /
 * k), for the largest k with τ ≤ zₖ.
 */
export function entmax15Threshold(m: Arithmetic, rows: Rows, a: Term): Term {
  const [zero, one] = [m.number(0), m.number(1)];
  const top = maxAlong(m, rows, a);
  const { z, k, sums } = sorted(m, rows, m.sub(a, top));
  const mean = m.div(sums(z), k);
  const spread = m.sub(sums(m.mul(z, z)), m.mul(k, m.mul(mean, mean)));
  const room = m.elementwise("Relu", m.div(m.sub(one, spread), k));
  const thresholds = m.sub(mean, m.elementwise("Sqrt", room));
  const within = m.compare("LessOrEqual", thresholds, z);
  const size = sumAlong(m, rows, m.where(within, one, zero));
  const last = m.where(m.compare("Equal", k, size), thresholds, zero);
  return poisoned(m, rows, a, m.add(top, sumAlong(m, rows, last)));
}

/** A threshold that is NaN if an element of its row is NaN. Sorting and comparisons lose NaN. */
function poisoned(m: Arithmetic, rows: Rows, a: Term, threshold: Term): Term {
  const found = m.where(m.predicate("IsNaN", a), m.number(1), m.number(0));
  const count = sumAlong(m, rows, found);
  const guarded = m.where(m.compare("Greater", count, m.number(0)), m.number(NaN), threshold);
  return { ...guarded, carries: a.carries };
}
