import * as program from "@actfn/core/program";
import { FunctionWriter, type Local } from "../wasm/function.js";
import { ModuleWriter } from "../wasm/module.js";
import { op, simd, type } from "../wasm/opcodes.js";
import type { BodyOptions } from "./body.js";
import { ElementLoop, type RowContext, type RowLayout } from "./element-loop.js";
import { storeVector } from "./elements.js";
import { lanesOf } from "./lanes.js";
import { bytesOf, type Place } from "./place.js";
import { REDUCTION_BYTES, reducerOf, TOTAL_OFFSET } from "./reduce.js";

type Stage = program.Stage;

/**
 * Compiles a row plan. For each stage k the module exports `begin<k>()`, `pass<k>(count, offset)`, which reduces the elements
 * `offset` … `offset + count − 1`, `fold<k>()`, to call after each chunk, and `finish<k>()`. It also exports
 * `last(count, offset, row)`, and `rows(count, length)`, which computes `count` consecutive rows.
 */
export function compileRowPlan(plan: program.RowPlan, layout: RowLayout, options: BodyOptions): ModuleWriter {
  const module = new ModuleWriter();
  const context: Context = { plan, layout, options, module };
  const stages = plan.stages.map((stage, k) => stageFunctions(context, stage, k));
  const last = module.add(lastFunction(context), "last");
  module.add(rowsFunction(context, stages, last), "rows");
  return module;
}

interface Context extends RowContext {
  readonly module: ModuleWriter;
}

/** The function indices of a stage. */
interface StageFunctions {
  readonly begin: number;
  readonly pass: number;
  readonly fold: number;
  readonly finish: number;
}

/** The reductions of a stage, with the addresses of their memory. */
function reductionsOf(stage: Stage, { scratch }: RowLayout) {
  const kinds: readonly program.Reduction[] = stage.kind === "reduce" ? stage.reductions : ["sum", "sum"];
  return kinds.map((kind, k) => {
    const address = scratch + k * REDUCTION_BYTES;
    return { kind, address, total: address + TOTAL_OFFSET };
  });
}

/** The program of a stage. A stage that only finds the maximum of the stored numbers works in their format. */
function programOf({ program: made, ...stage }: Stage, { inputs }: RowLayout): program.Program {
  const plain = made.outputs.every((output) => {
    const step = made.instructions[output];
    return (
      step?.op === "input" &&
      inputs[step.input]?.access === "element" &&
      inputs[step.input]?.stored === "float32"
    );
  });
  const largest = stage.kind === "reduce" && stage.reductions.every((kind) => kind === "max");
  const keeps = stage.kind === "reduce" && stage.kept.some((place) => place !== undefined);
  return plain && largest && !keeps ? { ...made, format: "float32" } : made;
}

function stageFunctions(context: Context, stage: Stage, k: number): StageFunctions {
  const { layout, module } = context;
  const reductions = reductionsOf(stage, layout);
  const begin = new FunctionWriter([]);
  const fold = new FunctionWriter([]);
  const made = programOf(stage, layout);
  for (const { kind, address } of reductions) {
    reducerOf(kind, begin, made.format, address).begin();
    reducerOf(kind, fold, made.format, address).fold();
  }
  const finish = new FunctionWriter([]);
  if (stage.kind === "reduce") {
    for (const [i, { total }] of reductions.entries()) {
      storeNumber(finish, layout.made[stage.rows[i] as number] as Place, () =>
        finish.i32(total).memory(op.f64Load),
      );
    }
  }
  return {
    begin: module.add(begin, `begin${k}`),
    pass: module.add(passFunction(context, stage), `pass${k}`),
    fold: module.add(fold, `fold${k}`),
    finish: module.add(finish, `finish${k}`),
  };
}

/** Writes the function (count, offset), which reduces elements in a stage and stores the values that later stages need. */
function passFunction(context: Context, stage: Stage): FunctionWriter {
  const writer = new FunctionWriter([type.i32, type.i32]);
  const { layout, options } = context;
  const made = programOf(stage, layout);
  const loop = new ElementLoop(context, made, writer);
  const { format } = made;
  const { width } = lanesOf[format];
  const reducers = reductionsOf(stage, layout).map(({ kind, address }) =>
    reducerOf(kind, writer, format, address),
  );
  loop.start();
  for (const reducer of reducers) reducer.load();
  const group = (masked: boolean): void => {
    loop.groupBody((push) => {
      for (let stream = 0; stream < options.streams; stream++) {
        for (const [output, reducer] of reducers.entries()) {
          reducer.add(stream, () => {
            push(output, stream);
            if (!masked) return;
            reducer.neutral();
            loop.inside(stream);
            writer.simd(simd.bitselect);
          });
          const place = stage.kind === "reduce" ? stage.kept[output] : undefined;
          if (place === undefined) continue;
          const kept = layout.made[place] as Place;
          loop.address(kept.stored);
          push(output, stream);
          storeVector(writer, format, kept.stored, kept.address + stream * width * bytesOf[kept.stored]);
        }
      }
    });
    loop.advance();
  };
  writer.get(0).i32(loop.group).emit(op.i32GeS);
  writer.when(() => {
    writer.loop(() => {
      group(false);
      writer.get(0).i32(loop.group).emit(op.i32GeS);
    });
  });
  writer.get(0).i32(0).emit(op.i32GtS);
  writer.when(() => group(true));
  for (const reducer of reducers) reducer.store();
  return writer;
}

/** Writes the function (count, offset, row), which computes the outputs. Outputs with one number per row are stored at index `row`. */
function lastFunction(context: Context): FunctionWriter {
  const writer = new FunctionWriter([type.i32, type.i32, type.i32]);
  const { plan, layout, options } = context;
  const { width } = lanesOf[plan.last.format];
  const loop = new ElementLoop(context, plan.last, writer);
  loop.start();
  writer.loop(() => {
    loop.groupBody((push) => {
      for (const [output, { address, stored, access }] of layout.outputs.entries()) {
        if (access === "row") {
          rowAddress(writer, 2, stored);
          push(output, 0);
          storeVector(writer, plan.last.format, stored, address);
          continue;
        }
        for (let stream = 0; stream < options.streams; stream++) {
          loop.address(stored);
          push(output, stream);
          storeVector(writer, plan.last.format, stored, address + stream * width * bytesOf[stored]);
        }
      }
    });
    loop.advance();
    writer.get(0).i32(0).emit(op.i32GtS);
  });
  return writer;
}

/** Writes the function (count, length), which computes `count` consecutive rows of `length` elements. */
function rowsFunction(context: Context, stages: readonly StageFunctions[], last: number): FunctionWriter {
  const writer = new FunctionWriter([type.i32, type.i32]);
  const { plan, layout } = context;
  const row = writer.local(type.i32);
  const offset = writer.local(type.i32);
  const pass = ({ begin, pass: over, fold }: StageFunctions): void => {
    writer.call(begin).get(1).get(offset).call(over).call(fold);
  };
  writer.loop(() => {
    for (const { address, stored, access } of layout.inputs) {
      if (access !== "row") continue;
      // The functions read the numbers of a row from the first place. The numbers of each row of the tile are copied there.
      writer.i32(address);
      rowAddress(writer, row, stored);
      if (stored === "float64") writer.load(simd.load64Splat, address + ROW_NUMBERS);
      else writer.load(simd.load32Splat, address + ROW_NUMBERS);
      writer.load(simd.store);
    }
    for (const [k, stage] of plan.stages.entries()) {
      const functions = stages[k] as StageFunctions;
      if (stage.kind === "reduce") {
        pass(functions);
        writer.call(functions.finish);
      } else writeThreshold(context, stage, () => pass(functions), writer);
    }
    writer.get(1).get(offset).get(row).call(last);
    writer.get(offset).get(1).emit(op.i32Add).set(offset);
    writer.get(row).i32(1).emit(op.i32Add).tee(row).get(0).emit(op.i32LtU);
  });
  return writer;
}

/** The offset of the numbers of a tile's rows, after the place of the current row. */
export const ROW_NUMBERS = 16;

/** Writes Newton's steps for a threshold; see `Stage` in core. */
function writeThreshold(
  { layout, plan }: Context,
  stage: Extract<Stage, { kind: "threshold" }>,
  pass: () => void,
  writer: FunctionWriter,
): void {
  const [excess, slope] = reductionsOf(stage, layout);
  if (plan.last.format !== "float64" || excess === undefined || slope === undefined) {
    throw new RangeError("Thresholds are computed in float64.");
  }
  const place = layout.made[stage.row] as Place;
  const start = layout.made[stage.start] as Place;
  const [next, steps] = [writer.local(type.f64), writer.local(type.i32)];
  storeNumber(writer, place, () => writer.i32(start.address).memory(op.f64Load).f64(1).emit(op.f64Sub));
  writer.i32(0).set(steps);
  writer.loop(() => {
    pass();
    writer.i32(place.address).memory(op.f64Load);
    writer.i32(excess.total).memory(op.f64Load).f64(1).emit(op.f64Sub);
    writer.i32(slope.total).memory(op.f64Load).emit(op.f64Div, op.f64Add).set(next);
    writer.get(next).i32(place.address).memory(op.f64Load).emit(op.f64Gt);
    writer.emit(op.if, type.i32);
    storeNumber(writer, place, () => writer.get(next));
    writer.get(steps).i32(1).emit(op.i32Add).tee(steps).i32(program.THRESHOLD_STEPS).emit(op.i32LtU);
    writer.emit(op.else).i32(0).emit(op.end);
  });
}

/** Stores a double at a place, or the nearest float32. */
function storeNumber(writer: FunctionWriter, { address, stored }: Place, push: () => void): void {
  writer.i32(address);
  push();
  if (stored === "float64") writer.memory(op.f64Store);
  else writer.emit(op.f32DemoteF64).memory(op.f32Store);
}

function rowAddress(writer: FunctionWriter, row: Local, stored: program.Format): void {
  writer
    .get(row)
    .i32(stored === "float64" ? 3 : 2)
    .emit(op.i32Shl);
}
