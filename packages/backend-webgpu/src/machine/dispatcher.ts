import type { CallMemory } from "../device/call-memory.js";
import type { Device, Dispatch, Download } from "../device/device.js";
import type { GpuBuffer } from "../device/gpu.js";
import type { Shader } from "../device/pipelines.js";
import type { Assembled } from "./assembler.js";
import {
  type GatherCall,
  gatherWords,
  type MachineCall,
  machineWords,
  type ReductionCall,
  reductionWords,
} from "./call-words.js";
import { GROUP, machineShader } from "./machine-shader.js";
import type { Pace } from "./pace.js";
import { accumulateShader, foldShader, gatherShader } from "./sums-shader.js";

/** The buffers of a request's tensors; several options lie one behind the other in one. */
export interface Bound {
  readonly x: GpuBuffer;
  readonly dy: GpuBuffer | undefined;
  readonly options: GpuBuffer | undefined;
}

/** What a dispatch of a program is told, without what follows from the program. */
export type ProgramCall = Omit<MachineCall, "steps" | "spilled">;

/** What a term of a sum costs, in steps of a program. */
const TERM = 2;

/** Queues the dispatches of one request, and runs them where they are enough work for a while. */
export class Dispatcher {
  private readonly device: Device;
  private readonly pace: Pace;
  private readonly bound: Bound;
  private readonly memory: CallMemory;
  private readonly signal: AbortSignal | undefined;
  private readonly scratch: GpuBuffer;
  private readonly unread: GpuBuffer;
  private readonly unwritten: GpuBuffer;
  private readonly programs = new Map<Assembled, GpuBuffer>();
  /** What only the dispatches that wait need. */
  private passing: CallMemory;
  private waiting: Dispatch[] = [];
  private work = 0;

  /** `memory` outlives the call; `scratch` is the number of doubles in the buffer that programs and sums share. */
  constructor(
    device: Device,
    pace: Pace,
    bound: Bound,
    { memory, scratch, signal }: { memory: CallMemory; scratch: number; signal: AbortSignal | undefined },
  ) {
    this.device = device;
    this.pace = pace;
    this.bound = bound;
    this.memory = memory;
    this.signal = signal;
    this.scratch = memory.words(2 * scratch);
    this.unread = memory.words(2);
    this.unwritten = memory.words(2);
    this.passing = device.memory();
  }

  /** Queues a program over a range of elements; its results that are numbers of tensors go to `results`. */
  run(
    program: Assembled,
    call: ProgramCall,
    results: GpuBuffer | undefined,
    options: GpuBuffer | undefined = this.bound.options,
  ): void {
    const { steps, spilled } = program;
    const { x, dy } = this.bound;
    const inputs = [x, dy ?? this.unread, options ?? this.unread];
    const words = machineWords({ ...call, steps, spilled });
    const before = [this.upload(program), this.passing.holding(words)];
    this.queue(machineShader, [...before, ...inputs, results ?? this.unwritten, this.scratch], call.count);
    this.work += steps * call.count;
  }

  /** Queues the sums, or largest numbers, of rows' terms into lanes. */
  accumulate(call: ReductionCall): void {
    this.sum(accumulateShader, reductionWords(call), call.count);
    this.work += (TERM * call.length * call.count) / 8;
  }

  /** Queues that lanes are added to totals. */
  fold(call: ReductionCall): void {
    this.sum(foldShader, reductionWords(call), call.count);
  }

  /** Queues the sums of terms that share a number of a tensor option. */
  gather(call: GatherCall): void {
    this.sum(gatherShader, gatherWords(call), call.count);
    this.work += TERM * (call.to - call.from);
  }

  /** Runs what waits if it is enough, and throws if the call was aborted. */
  async turn(): Promise<void> {
    this.signal?.throwIfAborted();
    if (!this.pace.isEnough(this.work)) return;
    const { work } = this;
    const start = performance.now();
    // A number that is read back tells when the work is done.
    await this.read(0, 1);
    this.pace.took(work, performance.now() - start);
    this.signal?.throwIfAborted();
  }

  /** Runs what waits and reads doubles from the shared buffer. */
  async read(from: number, count: number): Promise<Float64Array> {
    const [words] = await this.submit([{ buffer: this.scratch, from: 2 * from, words: 2 * count }]);
    return new Float64Array((words as Uint32Array).buffer);
  }

  /** Queues what waits. */
  async finish(): Promise<void> {
    await this.submit([]);
  }

  private async submit(downloads: readonly Download[]): Promise<Uint32Array[]> {
    const { waiting, passing } = this;
    this.waiting = [];
    this.passing = this.device.memory();
    this.work = 0;
    let isDone = false;
    try {
      const words = await this.device.run(waiting, downloads, passing);
      isDone = true;
      return words;
    } finally {
      passing.release(!isDone);
    }
  }

  private sum(shader: Shader, words: Uint32Array, count: number): void {
    if (count > 0) this.queue(shader, [this.passing.holding(words), this.scratch], count);
  }

  private queue(shader: Shader, buffers: readonly GpuBuffer[], count: number): void {
    if (count === 0) return;
    this.waiting.push({ shader, buffers, groups: Math.ceil(count / GROUP) });
  }

  private upload(program: Assembled): GpuBuffer {
    const buffer = this.programs.get(program) ?? this.memory.holding(program.words);
    this.programs.set(program, buffer);
    return buffer;
  }
}
