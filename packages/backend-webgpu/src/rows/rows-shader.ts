import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";
import type { KernelBindings } from "../wgsl/kernel-bindings.js";
import { statementsOf } from "../wgsl/statements.js";
import { functionsFor, type Rounding } from "../wgsl/words.js";

type ReduceStage = Extract<program.Stage, { kind: "reduce" }>;

/**
 * The shader of a row plan: a workgroup of `lanes` computes a row. Each stage is a loop over the row, in which an invocation takes
 * every `lanes`th element, and a tree of fixed shape that reduces what the invocations have; so a row has the same bits wherever it
 * lies. Rows are `first` … `end − 1`.
 */
export function rowsShader(
  bindings: KernelBindings,
  kernel: Kernel,
  plan: program.RowPlan,
  rounding: Rounding,
  lanes: number,
): string {
  const { words } = bindings;
  const [first, end, zero, length, inner] = ["first", "end", "zero", "length", "inner"].map((name) =>
    words.word(name),
  );
  const loads = kernel.inputs.map((_, i) => `let x${i} = ${bindings.load(i, "at", "row", "k")};`);
  const inputs = [...kernel.inputs.map((_, i) => `x${i}`), ...plan.made.map((_, place) => `made${place}`)];
  const place = `let at = start + k * inner;`;
  const stages = plan.stages.map((stage, s) => {
    const { program: made, reductions, rows } = stage as ReduceStage;
    const { lines, outputs } = statementsOf(made, inputs, rounding, `s${s}_`);
    const starts = reductions.map((kind, r) => `var total${s}_${r} = ${START[kind]};`);
    const takes = reductions.map(
      (kind, r) => `total${s}_${r} = ${kind}32(total${s}_${r}, ${outputs[r]}, zero);`,
    );
    const folds = reductions.map(
      (kind, r) => `let made${rows[r]} = ${kind}OfRow(local, total${s}_${r}, zero);`,
    );
    return `${starts.join("\n  ")}
  for (var k = local; k < length; k += ${lanes}u) {
    ${[place, ...loads, ...lines, ...takes].join("\n    ")}
  }
  ${folds.join("\n  ")}`;
  });
  const last = statementsOf(plan.last, inputs, rounding);
  const [elements, row] = [false, true].map((isRow) =>
    last.outputs.flatMap((value, j) =>
      (kernel.outputs[j]?.access === "row") === isRow ? [bindings.store(j, value, "at", "row")] : [],
    ),
  ) as [string[], string[]];
  const results = [
    ...(elements.length === 0 ? [] : [elementResults(place, loads, last.lines, elements, lanes)]),
    ...(row.length === 0 ? [] : [rowResults(loads, last.lines, row)]),
  ];
  return `${bindings.declarations()}
var<workgroup> lane: array<u32, ${lanes}>;
${functionsFor(rounding)}
${REDUCTIONS}
${foldFor("sum", lanes)}
${foldFor("max", lanes)}
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = ${first} + group.y * groups.x + group.x;
  if (row >= ${end}) { return; }
  let zero = ${zero};
  let length = ${length};
  let inner = ${inner};
  let start = (row / inner) * max(length, 1u) * inner + row % inner;
  ${[...stages, ...results].join("\n  ")}
}
`;
}

/** A number for the row does not depend on the element; a row without elements has it all the same. */
function rowResults(loads: readonly string[], lines: readonly string[], stores: readonly string[]): string {
  return `if (local == 0u) {
    let k = 0u;
    let at = start;
    ${[...loads, ...lines, ...stores].join("\n    ")}
  }`;
}

function elementResults(
  place: string,
  loads: readonly string[],
  lines: readonly string[],
  stores: readonly string[],
  lanes: number,
): string {
  return `for (var k = local; k < length; k += ${lanes}u) {
    ${[place, ...loads, ...lines, ...stores].join("\n    ")}
  }`;
}

/** What a reduction of nothing is. */
const START = { sum: "0u", max: "0xff800000u" } as const;

/** A NaN stays the largest, and a largest zero is +0, whichever zeros there are in whichever order. */
const REDUCTIONS = `
fn sum32(a: u32, b: u32, zero: u32) -> u32 { return bitcast<u32>(bitcast<f32>(a) + bitcast<f32>(b)) ^ zero; }
fn max32(a: u32, b: u32, zero: u32) -> u32 { return select(select(a, b, less32(a, b)), b, isNaN32(b)); }
fn sumResult32(a: u32) -> u32 { return a; }
fn maxResult32(a: u32) -> u32 { return select(a, 0u, a == 0x80000000u); }
`;

function foldFor(kind: program.Reduction, lanes: number): string {
  return `fn ${kind}OfRow(local: u32, value: u32, zero: u32) -> u32 {
  workgroupBarrier();
  lane[local] = value;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half >>= 1u) {
    if (local < half) { lane[local] = ${kind}32(lane[local], lane[local + half], zero); }
    workgroupBarrier();
  }
  return ${kind}Result32(workgroupUniformLoad(&lane[0]));
}`;
}
