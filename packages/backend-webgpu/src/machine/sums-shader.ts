import type { Shader } from "../device/pipelines.js";
import { softfloatSums } from "../softfloat/operate.js";
import { MAIN, NUMBER } from "./machine-shader.js";

/** Where the words of one dispatch of the sums lie in its buffer `call`. */
export const SUMS = {
  /** Invocations. */
  count: 0,
  /** Rows' terms lie at `terms` in `scratch`, `length` of each row one after another, those of each further reduction `capacity` behind. */
  terms: 1,
  length: 2,
  capacity: 3,
  /** Whether lanes, or totals, start anew. */
  fresh: 4,
  /** Where lanes begin: eight of each reduction of each row. */
  lanes: 5,
  /** Totals of a row lie among what is made for it: `made` words a row, from `totals` on. */
  totals: 6,
  made: 7,
  /** How many numbers a row is reduced to; for each, where it lies among what is made, and 1 for a largest number. */
  reductions: 8,
  /** For `gather`: the positions whose terms are there, and how many positions share a number. */
  from: 9,
  to: 10,
  shared: 11,
  /** For `gather`: how many runs lead from a number to its first position, and how many from there to the others. */
  firsts: 12,
  others: 13,
  /** Pairs of words for each reduction, or three for each run. */
  table: 14,
} as const;

const common = `${softfloatSums}
@group(0) @binding(0) var<storage, read> call: array<u32>;
@group(0) @binding(1) var<storage, read_write> scratch: array<vec2u>;

fn combine(largest: bool, a: vec2u, b: vec2u) -> vec2u {
  if (!largest) { return rounded(add(a, b)); }
  if (isNaN(a) || isNaN(b)) { return NAN; }
  let larger = select(a, b, less(a, b));
  return select(larger, ZERO, isZero(larger));
}
fn neutral(largest: bool) -> vec2u { return select(ZERO, vec2u(0u, SIGN | INFINITY), largest); }
`;

function shader(code: string): Shader {
  return { code: `${common}${code}`, accesses: ["read", "write"] };
}

/** Adds a row's terms to eight lanes, number i to lane i mod 8, or finds the largest; an invocation is a lane. */
export const accumulateShader: Shader = shader(`
${MAIN}
  let number = ${NUMBER};
  if (number >= call[${SUMS.count}]) { return; }
  let reductions = call[${SUMS.reductions}];
  let reduction = (number / 8u) % reductions;
  let row = number / 8u / reductions;
  let largest = call[${SUMS.table}u + 2u * reduction + 1u] == 1u;
  let lane = call[${SUMS.lanes}] + number;
  let length = call[${SUMS.length}];
  let first = call[${SUMS.terms}] + reduction * call[${SUMS.capacity}] + row * length;
  var total = neutral(largest);
  if (call[${SUMS.fresh}] == 0u) { total = scratch[lane]; }
  for (var k = number % 8u; k < length; k += 8u) { total = combine(largest, total, scratch[first + k]); }
  scratch[lane] = total;
}
`);

/** Adds the lanes of a row to its total, as `OrderedSum` of core tells; an invocation is a number of a row. */
export const foldShader: Shader = shader(`
// ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7))
const INTO = array<u32, 7>(0u, 2u, 0u, 1u, 3u, 1u, 0u);
const FROM = array<u32, 7>(4u, 6u, 2u, 5u, 7u, 3u, 1u);
${MAIN}
  let number = ${NUMBER};
  if (number >= call[${SUMS.count}]) { return; }
  let reductions = call[${SUMS.reductions}];
  let reduction = number % reductions;
  let row = number / reductions;
  let largest = call[${SUMS.table}u + 2u * reduction + 1u] == 1u;
  let total = call[${SUMS.totals}] + row * call[${SUMS.made}] + call[${SUMS.table}u + 2u * reduction];
  let lanes = call[${SUMS.lanes}] + 8u * number;
  if (call[${SUMS.fresh}] == 1u) { scratch[total] = neutral(largest); }
  var into = INTO;
  var other = FROM;
  for (var i = 0u; i < 8u; i++) {
    let a = select(total, lanes + into[min(i, 6u)], i < 7u);
    let b = select(lanes, lanes + other[min(i, 6u)], i < 7u);
    scratch[a] = combine(largest, scratch[a], scratch[b]);
  }
}
`);

/**
 * Adds the terms of all elements that share a number of a tensor option, in the order of the elements; an invocation is such a number.
 * The positions that share it ascend, so that the first one of a dispatch is found by halving.
 */
export const gatherShader: Shader = shader(`
fn runs(first: u32, count: u32, at: u32) -> u32 {
  var place = 0u;
  for (var run = first; run < first + 3u * count; run += 3u) {
    place += ((at / call[run]) % call[run + 1u]) * call[run + 2u];
  }
  return place;
}
${MAIN}
  let number = ${NUMBER};
  if (number >= call[${SUMS.count}]) { return; }
  let first = runs(${SUMS.table}u, call[${SUMS.firsts}], number);
  let table = ${SUMS.table}u + 3u * call[${SUMS.firsts}];
  let others = call[${SUMS.others}];
  let shared_count = call[${SUMS.shared}];
  var low = 0u;
  var high = shared_count;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (first + runs(table, others, middle) < call[${SUMS.from}]) { low = middle + 1u; } else { high = middle; }
  }
  let at = call[${SUMS.totals}] + number;
  var total = ZERO;
  if (call[${SUMS.fresh}] == 0u) { total = scratch[at]; }
  for (var k = low; k < shared_count; k++) {
    let position = first + runs(table, others, k);
    if (position >= call[${SUMS.to}]) { break; }
    total = rounded(add(total, scratch[call[${SUMS.terms}] + position - call[${SUMS.from}]]));
  }
  scratch[at] = total;
}
`);
