import type * as program from "@actfn/core/program";

/** How a row is reduced to a number: each invocation has a total, and a tree of fixed shape makes one of them. */
export interface ReductionWriter {
  /** The WGSL type of a total. */
  readonly type: string;
  /** The total of nothing. */
  readonly start: string;
  /** The total with a word taken in. */
  take(total: string, word: string): string;
}

/**
 * A sum is a pair of words whose sum it is: the rounding error of each addition is kept, so that a long row loses no more digits
 * than a short one. Of maxima a NaN is the largest, and a largest zero is +0, whichever zeros there are in whichever order.
 */
export const reductions: Readonly<Record<program.Reduction, ReductionWriter>> = {
  sum: {
    type: "vec2u",
    start: "vec2u()",
    take: (total, word) => `sum32(${total}, vec2u(${word}, 0u), zero)`,
  },
  max: { type: "u32", start: "0xff800000u", take: (total, word) => `max32(${total}, ${word}, zero)` },
};

const OPERATIONS: Readonly<Record<program.Reduction, string>> = {
  sum: `
fn add32(a: u32, b: u32, zero: u32) -> u32 { return bitcast<u32>(bitcast<f32>(a) + bitcast<f32>(b)) ^ zero; }
fn sub32(a: u32, b: u32, zero: u32) -> u32 { return bitcast<u32>(bitcast<f32>(a) - bitcast<f32>(b)) ^ zero; }
fn sum32(a: vec2u, b: vec2u, zero: u32) -> vec2u {
  let s = add32(a.x, b.x, zero);
  let part = sub32(s, a.x, zero);
  let error = add32(sub32(a.x, sub32(s, part, zero), zero), sub32(b.x, part, zero), zero);
  return vec2u(s, add32(add32(a.y, b.y, zero), error, zero));
}
fn sumResult32(total: vec2u, zero: u32) -> u32 {
  let isFinite = (total.x & 0x7f800000u) != 0x7f800000u;
  return select(total.x, add32(total.x, total.y, zero), isFinite);
}
`,
  max: `
fn max32(a: u32, b: u32, zero: u32) -> u32 { return select(select(a, b, less32(a, b)), b, isNaN32(b)); }
fn maxResult32(total: u32, zero: u32) -> u32 { return select(total, 0u, total == 0x80000000u); }
`,
};

/** What a shader of some reductions calls: `sumOfRow(local, total, zero)` and `maxOfRow` give the word of the row to all invocations. */
export function reductionFunctions(kinds: ReadonlySet<program.Reduction>, lanes: number): string {
  return [...kinds].map((kind) => OPERATIONS[kind] + foldFor(kind, lanes)).join("");
}

function foldFor(kind: program.Reduction, lanes: number): string {
  const { type } = reductions[kind];
  return `var<workgroup> ${kind}Lanes: array<${type}, ${lanes}>;
fn ${kind}OfRow(local: u32, total: ${type}, zero: u32) -> u32 {
  workgroupBarrier();
  ${kind}Lanes[local] = total;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half >>= 1u) {
    if (local < half) { ${kind}Lanes[local] = ${kind}32(${kind}Lanes[local], ${kind}Lanes[local + half], zero); }
    workgroupBarrier();
  }
  return ${kind}Result32(workgroupUniformLoad(&${kind}Lanes[0]), zero);
}
`;
}
