import {
  type CacheStats,
  type Explanation,
  geometryOf,
  type KernelRequest,
  sizeOf,
  type Tensor,
} from "@actfn/core";
import { type DoubleKernel, interpretBoth, Programs } from "@actfn/core/float32";
import { type Kernel, kernelOf } from "@actfn/core/program";
import type { Device } from "./device/device.js";
import { StrictTier } from "./machine/strict.js";
import type { Call, Routine } from "./routine.js";
import { Routines } from "./routines.js";
import type { StartCheck } from "./start-check/start-check.js";
import { isSummed, numbersOf, tensorOf, wordsOf } from "./tensor-words.js";

/** Runs requests on a device. */
export class Engine {
  private readonly device: Device;
  private readonly programs: Programs;
  private readonly routines: Routines;

  constructor(device: Device, check: StartCheck) {
    this.device = device;
    // The device gives the interpreter's bits, subnormal numbers aside, and nobody can wait for it in `supports`.
    this.programs = new Programs(interpretBoth, "complete");
    this.routines = new Routines(this.programs, check, new StrictTier(device));
  }

  /** The compiled shaders, and how often one was there already. */
  get cache(): CacheStats {
    const { hits, misses, size } = this.device.pipelines;
    return { hits, misses, size };
  }

  /** The fast kernels that run in double, at most the last hundred. */
  get inDouble(): readonly DoubleKernel[] {
    return this.programs.inDouble;
  }

  /** Why a request is not run; undefined if it is. */
  refusal(request: KernelRequest): string | undefined {
    if (this.device.lost !== undefined) return this.device.lost.message;
    const routine = this.routines.of(kernelOf(request), request);
    return routine.refusal?.(request) ?? this.tooLarge(routine, request);
  }

  /** Which arithmetic a request has here, and why. */
  explain(request: KernelRequest): Explanation {
    return this.routines.explain(kernelOf(request), request);
  }

  async run(request: KernelRequest): Promise<Tensor[]> {
    const kernel = kernelOf(request);
    const routine = this.routines.of(kernel, request);
    const geometry = geometryOf(request);
    const elements = geometry.outer * geometry.length * geometry.inner;
    const sizes = request.shapes.map(sizeOf);
    // Without elements, and without a number for each row, nothing is computed; a sum of nothing is 0.
    if (elements === 0 && sizes.every((size, i) => size === 0 || isBroadcast(kernel, i))) {
      return sizes.map((size, i) => tensorOf(new Float64Array(size), i, request));
    }
    const memory = this.device.memory();
    let isDone = false;
    try {
      const downloads = sizes.map((size, i) => wordsOfResult(kernel, request, routine, i, size, elements));
      const { made: call, done } = this.device.allocating((): Call => {
        const inputs = request.inputs.map((tensor) => memory.holding(wordsOf(tensor)));
        const results = downloads.map((words) => memory.words(words));
        return { request, kernel, geometry, inputs, results, memory };
      });
      const work = this.compute(call, routine, downloads);
      // The work is waited for even if there was no memory, since buffers must not be taken away from under it.
      await Promise.allSettled([work, done]);
      await done;
      const words = await work;
      isDone = true;
      const numbers = words.map((result, i) => {
        return numbersOf(result, outputOf(kernel, i), request, elements, routine);
      });
      return numbers.map((values, i) => tensorOf(values, i, request));
    } finally {
      memory.release(!isDone);
    }
  }

  private async compute(call: Call, routine: Routine, downloads: readonly number[]): Promise<Uint32Array[]> {
    const results = call.results.map((buffer, i) => ({ buffer, words: downloads[i] as number }));
    return this.device.run(await routine.dispatches(call), results, call.memory);
  }

  /** What the device's limits refuse. */
  private tooLarge(routine: Routine, request: KernelRequest): string | undefined {
    const { maxStorageBuffersPerShaderStage, maxStorageBufferBindingSize, maxBufferSize } =
      this.device.limits;
    if (routine.buffers > maxStorageBuffersPerShaderStage) {
      return `The kernel needs ${routine.buffers} buffers, and the device binds at most ${maxStorageBuffersPerShaderStage}.`;
    }
    const { outer, length, inner } = geometryOf(request);
    const terms = routine.sumsOnDevice ? 0 : outer * length * inner;
    const sizes = request.inputs.map(({ size }) => size * routine.wordsPerNumber);
    const bytes =
      4 * Math.max(terms, ...sizes, ...request.shapes.map((shape) => sizeOf(shape) * routine.wordsPerNumber));
    const most = Math.min(maxStorageBufferBindingSize, maxBufferSize);
    if (bytes > most)
      return `A tensor of the call takes ${bytes} bytes, and a buffer of the device holds at most ${most}; compute it in parts.`;
    const others = routine.bytes?.(request) ?? 0;
    return others > most
      ? `The call needs a buffer of ${others} bytes besides its tensors, and one of the device holds at most ${most}.`
      : undefined;
  }
}

function outputOf({ outputs }: Kernel, i: number): Kernel["outputs"][number] {
  return outputs.find(({ tensor }) => tensor === i) as Kernel["outputs"][number];
}

function isBroadcast(kernel: Kernel, i: number): boolean {
  return outputOf(kernel, i).access === "broadcast";
}

/** The words of result i on the device: of its numbers, or of a term for each element. */
function wordsOfResult(
  kernel: Kernel,
  request: KernelRequest,
  routine: Routine,
  i: number,
  size: number,
  elements: number,
): number {
  const isTerms = isSummed(outputOf(kernel, i), request, elements, routine);
  return (isTerms ? elements : size) * routine.wordsPerNumber;
}
