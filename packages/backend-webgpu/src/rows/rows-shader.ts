import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";
import type { KernelBindings } from "../wgsl/kernel-bindings.js";
import { statementsOf } from "../wgsl/statements.js";
import { functionsFor, type Rounding } from "../wgsl/words.js";
import { reductionFunctions, reductions } from "./reductions.js";

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
    const { program: made, reductions: kinds, rows } = stage as ReduceStage;
    const { lines, outputs } = statementsOf(made, inputs, rounding, `s${s}_`);
    const starts = kinds.map((kind, r) => `var total${s}_${r} = ${reductions[kind].start};`);
    const takes = kinds.map((kind, r) => {
      return `total${s}_${r} = ${reductions[kind].take(`total${s}_${r}`, outputs[r] as string)};`;
    });
    const folds = kinds.map((kind, r) => `let made${rows[r]} = ${kind}OfRow(local, total${s}_${r}, zero);`);
    return `${starts.join("\n  ")}
  for (var k = local; k < length; k += ${lanes}u) {
    ${[place, ...loads, ...lines, ...takes].join("\n    ")}
  }
  ${folds.join("\n  ")}`;
  });
  const used = new Set(plan.stages.flatMap((stage) => (stage as ReduceStage).reductions));
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
${functionsFor(rounding)}
${reductionFunctions(used, lanes)}
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
