import { type Evaluator, interpret } from "../interpret.js";
import { type RowPlan, type Stage, THRESHOLD_STEPS } from "./stages.js";
import { OrderedSum } from "./sum.js";

/** Elements whose values are held at a time between a program and its reductions. */
const BLOCK = 256;

/**
 * Turns a row plan into a function that evaluates one row of `length` elements. Inputs and outputs are the kernel's, the
 * uniform ones with one value; the input `index` is to hold 0, 1, ….
 */
export function interpretRows(plan: RowPlan): Evaluator {
  const uniform = [...plan.uniform, ...plan.made.map((kind) => kind === "row")];
  const made = plan.made.map(() => new Float64Array(1));
  const last = interpret(plan.last, uniform);
  const stages = plan.stages.map((stage) =>
    stage.kind === "reduce" ? reducing(stage, uniform, made) : solving(stage, uniform, made),
  );
  return (inputs, outputs, length) => {
    for (const [place, kind] of plan.made.entries()) {
      if (kind === "kept" && (made[place]?.length ?? 0) < length) made[place] = new Float64Array(length);
    }
    const all = [...inputs, ...made];
    for (const perform of stages) perform(all, length);
    // A row without elements has its one number all the same, where that is asked for.
    last(all, outputs, Math.max(length, 1));
  };
}

type Perform = (inputs: readonly Float64Array[], length: number) => void;
type StageOf<K extends Stage["kind"]> = Extract<Stage, { kind: K }>;

function reducing(
  stage: StageOf<"reduce">,
  uniform: readonly boolean[],
  made: readonly Float64Array[],
): Perform {
  const each = eachBlock(interpret(stage.program, uniform), uniform, stage.reductions.length);
  const sum = stage.reductions.map(() => new OrderedSum());
  return (inputs, length) => {
    const largest = stage.reductions.map(() => -Infinity);
    each(inputs, length, (values, count, from) => {
      for (const [k, reduction] of stage.reductions.entries()) {
        const value = values[k] as Float64Array;
        const place = stage.kept[k];
        if (place !== undefined) made[place]?.set(value.subarray(0, count), from);
        if (reduction === "sum") sum[k]?.add(value, count);
        else largest[k] = maximum(largest[k] as number, value, count);
      }
    });
    for (const [k, reduction] of stage.reductions.entries()) {
      const into = made[stage.rows[k] as number] as Float64Array;
      // A largest value of zero is +0, whichever zeros the row holds in whichever order.
      into[0] = reduction === "sum" ? (sum[k] as OrderedSum).take() : (largest[k] as number) + 0;
    }
  };
}

function solving(
  stage: StageOf<"threshold">,
  uniform: readonly boolean[],
  made: readonly Float64Array[],
): Perform {
  const each = eachBlock(interpret(stage.program, uniform), uniform, 2);
  const [excess, slope] = [new OrderedSum(), new OrderedSum()];
  const threshold = made[stage.row] as Float64Array;
  return (inputs, length) => {
    threshold[0] = ((made[stage.start] as Float64Array)[0] as number) - 1;
    for (let step = 0; step < THRESHOLD_STEPS; step++) {
      each(inputs, length, ([e, s], count) => {
        excess.add(e as Float64Array, count);
        slope.add(s as Float64Array, count);
      });
      const next: number = threshold[0] + (excess.take() - 1) / slope.take();
      if (!(next > threshold[0])) break;
      threshold[0] = next;
    }
  };
}

type Visit = (values: readonly Float64Array[], count: number, from: number) => void;

/** Runs a program over a row in blocks and shows each block's values. */
function eachBlock(
  run: Evaluator,
  uniform: readonly boolean[],
  outputs: number,
): (inputs: readonly Float64Array[], length: number, visit: Visit) => void {
  const values = Array.from({ length: outputs }, () => new Float64Array(BLOCK));
  return (inputs, length, visit) => {
    for (let from = 0; from < length; from += BLOCK) {
      const count = Math.min(BLOCK, length - from);
      const block = inputs.map((input, i) =>
        uniform[i] === true ? input : input.subarray(from, from + count),
      );
      run(block, values, count);
      visit(values, count, from);
    }
  };
}

/** Math.max propagates NaN, so that the order does not matter. */
function maximum(start: number, values: Float64Array, count: number): number {
  let largest = start;
  for (let i = 0; i < count; i++) largest = Math.max(largest, values[i] as number);
  return largest;
}
