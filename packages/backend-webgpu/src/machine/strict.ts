import { geometryOf, type KernelRequest, sizeOf } from "@actfn/core";
import { kernelOf } from "@actfn/core/program";
import type { CallMemory } from "../device/call-memory.js";
import type { Device } from "../device/device.js";
import type { GpuBuffer } from "../device/gpu.js";
import { MOST_STEPS } from "./assembler.js";
import { Dispatcher } from "./dispatcher.js";
import { elementScratch, runElements } from "./element-run.js";
import { machineShader } from "./machine-shader.js";
import { Pace } from "./pace.js";
import { plain } from "./places.js";
import { planOf, programsIn } from "./plan.js";
import { RowRun } from "./row-run.js";
import { copied } from "./small-programs.js";
import { StrictRun } from "./strict-run.js";
import { accumulateShader, foldShader, gatherShader } from "./sums-shader.js";

/** Storage buffers that a shader of the machine binds. */
export const MACHINE_BUFFERS: number = machineShader.accesses.length;

/** The buffers of a request: one for each tensor that it reads, filled, and one for each result. */
export interface StrictBuffers {
  readonly inputs: readonly GpuBuffer[];
  readonly results: readonly GpuBuffer[];
  readonly memory: CallMemory;
}

/** Double arithmetic on a device, with the bits of the CPU: any kernel, run by the machine. */
export class StrictTier {
  private readonly device: Device;
  private readonly pace = new Pace();

  constructor(device: Device) {
    this.device = device;
  }

  /** Compiles what all requests need, so that the first one need not wait for it. */
  async prepare(): Promise<void> {
    const shaders = [machineShader, accumulateShader, foldShader, gatherShader];
    await Promise.all(shaders.map((shader) => this.device.pipelines.get(shader)));
  }

  /** Bytes of the largest buffer that a request needs besides its tensors; infinitely many for a program that no buffer holds. */
  bytes(request: KernelRequest): number {
    const programs = programsIn(planOf(kernelOf(request), request));
    if (programs.some(({ steps }) => steps > MOST_STEPS)) return Number.POSITIVE_INFINITY;
    const { scratch } = this.jobOf(request, []);
    const options = optionSizes(request);
    const packed = options.length > 1 ? sum(options) * (request.dtype === "float64" ? 8 : 4) : 0;
    return Math.max(8 * scratch, packed, ...programs.map(({ words }) => words.byteLength));
  }

  /**
   * Computes a request. Its tensors hold float32, or float64 where that is the dtype. Work that takes long is run in parts, between
   * which the request's signal can end it. Resolves when all is queued, and the results may be read.
   */
  async run(request: KernelRequest, { inputs, results, memory }: StrictBuffers): Promise<void> {
    const { scratch, perform } = this.jobOf(request, results);
    const isBackward = request.pass === "backward";
    const options = inputs.slice(1, isBackward ? -1 : undefined);
    const sizes = optionSizes(request);
    const words = request.dtype === "float64" ? 2 : 1;
    const all = options.length > 1 ? memory.words(words * sum(sizes)) : options[0];
    const bound = { x: inputs[0] as GpuBuffer, dy: isBackward ? inputs.at(-1) : undefined, options: all };
    const { signal } = request;
    await this.prepare();
    const dispatcher = new Dispatcher(this.device, this.pace, bound, { memory, scratch, signal });
    // A device binds few buffers, so that several options are copied into one.
    if (options.length > 1) {
      for (const [i, option] of options.entries()) {
        copyOption(dispatcher, option, all as GpuBuffer, {
          count: sizes[i] as number,
          to: sum(sizes.slice(0, i)),
          wide: words === 2,
        });
      }
    }
    await perform(dispatcher);
    await dispatcher.finish();
  }

  private jobOf(request: KernelRequest, results: readonly GpuBuffer[]): Job {
    const kernel = kernelOf(request);
    const plan = planOf(kernel, request);
    const sizes = optionSizes(request);
    const offsets = sizes.map((_, i) => sum(sizes.slice(0, i)));
    const run = new StrictRun(kernel, request, geometryOf(request), results, offsets);
    if (plan.kind === "elements") {
      const perform: Job["perform"] = (dispatcher) => runElements(run, plan.program, dispatcher, this.pace);
      return { scratch: elementScratch(run, plan.program), perform };
    }
    const rows = new RowRun(run, plan, this.pace);
    return { scratch: rows.scratch, perform: (dispatcher) => rows.perform(dispatcher) };
  }
}

interface Job {
  /** Doubles of `scratch`. */
  readonly scratch: number;
  readonly perform: (dispatcher: Dispatcher) => Promise<void>;
}

/** How many numbers each tensor option has. */
function optionSizes({ inputs, pass }: KernelRequest): number[] {
  return inputs.slice(1, pass === "backward" ? -1 : undefined).map(({ shape }) => sizeOf(shape));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function copyOption(
  dispatcher: Dispatcher,
  from: GpuBuffer,
  into: GpuBuffer,
  { count, to, wide }: { readonly count: number; readonly to: number; readonly wide: boolean },
): void {
  const call = { start: 0, count, stride: 1, length: 1, inner: 1, wide, spill: 0 };
  const inputs = [{ slot: "options", place: plain }] as const;
  const outputs = [{ slot: "results", place: { ...plain, offset: to } }] as const;
  dispatcher.run(copied, { ...call, inputs, outputs }, into, from);
}
