import { type Stage, THRESHOLD_STEPS } from "@actfn/core/program";
import type { GpuBuffer } from "../device/gpu.js";
import type { Assembled } from "./assembler.js";
import type { Port, ReductionCall } from "./call-words.js";
import type { Dispatcher, ProgramCall } from "./dispatcher.js";
import type { Pace } from "./pace.js";
import { plain, rowPlace } from "./places.js";
import { type MachinePlan, programsIn, type RowStage } from "./plan.js";
import { firstThreshold, nextThreshold } from "./small-programs.js";
import { MOST_TERMS, type StrictRun } from "./strict-run.js";

type RowPlan = Extract<MachinePlan, { kind: "rows" }>;
type Threshold = Extract<Stage, { kind: "threshold" }>;

/** Numbers after which lanes are added to the total; see `OrderedSum` of core. */
const CHUNK = 65536;
const LANES = 8;
/** Steps of Newton's method after which it is asked whether a threshold still grows. */
const STEPS_AT_A_TIME = 4;
/** Behind what a plan makes of a row: the two sums of a threshold's step, and whether it grows. */
const EXTRA = 3;

/** Where parts of `scratch` begin, and how many rows they are for. */
interface Layout {
  readonly rows: number;
  readonly made: number;
  readonly terms: number;
  readonly lanes: number;
  readonly spill: number;
  readonly end: number;
}

/** Rows that are computed together, all in one dispatch, or one in several. */
interface Rows {
  readonly first: number;
  readonly count: number;
}

/** Computes a request along an axis: a pass over the elements for each stage, whose terms are reduced to numbers of the row. */
export class RowRun {
  private readonly run: StrictRun;
  private readonly plan: RowPlan;
  private readonly pace: Pace;
  private readonly layout: Layout;
  private readonly length: number;
  /** Doubles that are made for a row. */
  private readonly made: number;

  constructor(run: StrictRun, plan: RowPlan, pace: Pace) {
    this.run = run;
    this.plan = plan;
    this.pace = pace;
    this.length = run.geometry.length;
    this.made = plan.made + EXTRA;
    this.layout = this.layOut();
  }

  /** Doubles of `scratch` that are needed. */
  get scratch(): number {
    return this.layout.end;
  }

  async perform(dispatcher: Dispatcher): Promise<void> {
    const { outer, inner } = this.run.geometry;
    const all = outer * inner;
    for (let first = 0; first < all; ) {
      const rows = { first, count: Math.min(this.rowsAtATime(), all - first) };
      for (const { stage, program } of this.plan.stages) {
        if (stage.kind === "reduce")
          await this.reduce(dispatcher, rows, { stage, program }, reductionsOf(stage));
        else await this.solve(dispatcher, rows, { stage, program }, stage);
      }
      await this.last(dispatcher, rows);
      first += rows.count;
    }
    this.run.finish(dispatcher);
  }

  private layOut(): Layout {
    const { plan, run } = this;
    const programs = programsIn(plan);
    const rows = Math.max(1, Math.floor(this.limit / Math.max(this.length, 1)));
    const reductions = Math.max(0, ...plan.stages.map(({ stage }) => reductionsOf(stage).length));
    const terms = run.scratch + rows * this.made;
    const lanes = terms + reductions * MOST_TERMS;
    const spill = lanes + rows * reductions * LANES;
    const spilled = Math.max(...programs.map((program) => program.spilled * this.run.limit(program, true)));
    return { rows, made: run.scratch, terms, lanes, spill, end: spill + spilled };
  }

  /** Elements that a dispatch may have, whichever program it runs. */
  private get limit(): number {
    const programs = programsIn(this.plan);
    return Math.min(...programs.map((program) => this.run.limit(program, true)));
  }

  /** Elements that a dispatch has: as many as take some milliseconds. */
  private get part(): number {
    const steps = Math.max(...programsIn(this.plan).map((program) => program.steps));
    return Math.min(this.pace.elements(steps), this.limit);
  }

  private rowsAtATime(): number {
    return Math.max(1, Math.min(this.layout.rows, Math.floor(this.part / Math.max(this.length, 1))));
  }

  /** Runs a program over the elements of rows, and shows each part of them: where it begins in its row, and its length. */
  private async eachPart(
    dispatcher: Dispatcher,
    rows: Rows,
    program: Assembled,
    outputs: readonly Port[],
    results: GpuBuffer | undefined,
    visit: (from: number, length: number) => void,
  ): Promise<void> {
    const { inner } = this.run.geometry;
    const inputs = this.inputs(rows);
    let from = 0;
    do {
      // Parts of a row end where a chunk does.
      const length = Math.min(
        rows.count > 1 ? this.length : this.part,
        CHUNK - (from % CHUNK),
        this.length - from,
      );
      const call: ProgramCall = {
        start: rows.first * this.length + from,
        count: rows.count * length,
        stride: 1,
        length: this.length,
        inner,
        wide: this.run.wide,
        spill: this.layout.spill,
        inputs,
        outputs,
      };
      dispatcher.run(program, call, results);
      visit(from, length);
      await dispatcher.turn();
      from += length;
    } while (from < this.length);
  }

  private async reduce(
    dispatcher: Dispatcher,
    rows: Rows,
    { program }: RowStage,
    reductions: ReductionCall["reductions"],
  ): Promise<void> {
    const { terms, lanes, made } = this.layout;
    const outputs = reductions.map((_, k): Port => {
      return { slot: "terms", place: { offset: terms + k * MOST_TERMS, runs: [] } };
    });
    const call = { terms, capacity: MOST_TERMS, lanes, totals: made, made: this.made, reductions };
    const count = rows.count * reductions.length;
    await this.eachPart(dispatcher, rows, program, outputs, undefined, (from, length) => {
      const end = from + length;
      dispatcher.accumulate({ ...call, count: LANES * count, length, fresh: from % CHUNK === 0 });
      if (end % CHUNK === 0 || end === this.length) {
        dispatcher.fold({ ...call, count, length, fresh: end <= CHUNK });
      }
    });
  }

  /** Newton's steps for a threshold. A row whose threshold does not grow any more gives the same one again in further steps. */
  private async solve(
    dispatcher: Dispatcher,
    rows: Rows,
    made: RowStage,
    { start, row }: Threshold,
  ): Promise<void> {
    const [excess, slope, grows] = [this.plan.made, this.plan.made + 1, this.plan.made + 2];
    const sums = [excess, slope].map((place) => ({ place, largest: false }));
    this.overRows(dispatcher, rows, firstThreshold, [start], [row]);
    for (let step = 0; step < THRESHOLD_STEPS; step += STEPS_AT_A_TIME) {
      for (let k = 0; k < STEPS_AT_A_TIME; k++) {
        await this.reduce(dispatcher, rows, made, sums);
        this.overRows(dispatcher, rows, nextThreshold, [row, excess, slope], [row, grows]);
      }
      const all = await dispatcher.read(this.layout.made, rows.count * this.made);
      if (!all.some((value, i) => i % this.made === grows && value === 1)) return;
    }
  }

  /** Runs a program over what is made of rows, by its places. */
  private overRows(
    dispatcher: Dispatcher,
    { count }: Rows,
    program: Assembled,
    inputs: readonly number[],
    outputs: readonly number[],
  ): void {
    const port = (place: number): Port => {
      const each = { ...plain.runs[0], step: this.made } as (typeof plain.runs)[number];
      return { slot: "scratch", place: { offset: this.layout.made + place, runs: [each] } };
    };
    dispatcher.run(
      program,
      {
        start: 0,
        count,
        stride: 1,
        length: 1,
        inner: 1,
        wide: this.run.wide,
        spill: this.layout.spill,
        inputs: inputs.map(port),
        outputs: outputs.map(port),
      },
      undefined,
    );
  }

  private async last(dispatcher: Dispatcher, rows: Rows): Promise<void> {
    const { run, plan, length } = this;
    const outputs = run.kernel.outputs.map((output) => run.output(output));
    const [result] = run.results;
    if (run.kernel.outputs.every(({ access }) => access === "row")) {
      // One number for each row, from its first element.
      const stride = Math.max(length, 1);
      const { inner } = run.geometry;
      const call = { start: rows.first, count: rows.count, stride, length: stride, inner };
      const { wide } = run;
      const spill = this.layout.spill;
      dispatcher.run(plan.last, { ...call, wide, spill, inputs: this.inputs(rows), outputs }, result);
      await dispatcher.turn();
      return;
    }
    await this.eachPart(dispatcher, rows, plan.last, outputs, result, (from, part) => {
      const first = rows.first * length + from;
      run.gather(dispatcher, first, first + rows.count * part);
    });
  }

  /** The inputs of every program: the kernel's, then what was made of the row. */
  private inputs({ first }: Rows): Port[] {
    const { run } = this;
    const made = Array.from({ length: this.plan.made }, (_, place): Port => {
      // The number of a row counts from the first one; words wrap around.
      const offset = this.layout.made + place - first * this.made;
      return { slot: "scratch", place: rowPlace(run.geometry, offset, this.made) };
    });
    return [...run.kernel.inputs.map((input) => run.input(input)), ...made];
  }
}

/** Where the numbers to which a stage reduces a row lie among what is made of it. */
function reductionsOf(stage: Stage): ReductionCall["reductions"] {
  if (stage.kind === "threshold") return [stage.row, stage.row].map((place) => ({ place, largest: false }));
  return stage.reductions.map((kind, k) => ({ place: stage.rows[k] as number, largest: kind === "max" }));
}
