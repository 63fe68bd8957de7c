import {
  type CacheStats,
  type Explanation,
  type KernelRequest,
  optionAlignment,
  type Tensor,
} from "@actfn/core";
import { type DoubleKernel, Programs, variantOf } from "@actfn/core/float32";
import type * as program from "@actfn/core/program";
import { evaluateRequest, type Kernel, kernelOf } from "@actfn/core/program";
import type { Parallel } from "../threads/parallel.js";
import { Arena, MOST_UNIFORMS } from "./arena.js";
import {
  answerSmall,
  compileElements,
  type ElementsKernel,
  ElementsRun,
  isSmall,
  type Supply,
} from "./elements.js";
import { KernelCache } from "./kernel-cache.js";
import { resultsOf } from "./results.js";
import { RowRun } from "./row-run.js";
import { compileRows, isShort, type RowKernel } from "./rows.js";
import { SideBySide } from "./side-by-side.js";
import { detectSupport, type Support } from "./support.js";

/** Tensors' parts that an elementwise kernel has places for, and {@link variantOf} bits. */
const MOST_STREAMS = 24;

/** Compiles requests to WebAssembly, caches the compiled kernels, and runs them in this thread. */
export class Engine {
  readonly support: Support;
  private readonly programs: Programs;
  private memory: Arena | undefined;
  private readonly elements = new KernelCache<ElementsKernel>();
  private readonly rows = new KernelCache<RowKernel>();

  constructor(support: Support = detectSupport()) {
    this.support = support;
    const { fused } = support;
    const options = { fused, recent: fused };
    this.programs = new Programs((kernel, a, b) => {
      const both = new SideBySide(kernel, a, b, options, this.arena);
      return (inputs, values) => both.run(inputs, values);
    }, "cheapest");
  }

  /** The number of compiled kernels, and how often one was found in the cache. */
  get cache(): CacheStats {
    const [a, b] = [this.elements, this.rows];
    return { hits: a.hits + b.hits, misses: a.misses + b.misses, size: a.size + b.size };
  }

  /** The fast kernels that run in double, at most the last hundred. */
  get inDouble(): readonly DoubleKernel[] {
    return this.programs.inDouble;
  }

  /** Made on first use: without WebAssembly it cannot be made. */
  private get arena(): Arena {
    this.memory ??= new Arena();
    return this.memory;
  }

  /**
   * Computes a request, on several threads if there are any and it is large enough. If WebAssembly may not be compiled, or a kernel
   * is larger than the engine compiles, the reference computes it, with the bits of `strict`.
   */
  run(request: KernelRequest, parallel?: Parallel): Tensor[] {
    if (!this.support.simd) return evaluateRequest(request);
    const kernel = kernelOf(request);
    const results = resultsOf(request);
    const isAxis = request.activation.domain.kind === "axis";
    if (isAxis) {
      const compiled = this.compiledRows(kernel, request);
      if (compiled === undefined) return evaluateRequest(request);
      perform(new RowRun(compiled, kernel, request, results, this.arena), parallel);
    } else {
      const compiled = this.compiledElements(kernel, request);
      if (compiled === undefined) return evaluateRequest(request);
      if (isSmall(kernel, request)) answerSmall(compiled, kernel, request, results);
      else perform(new ElementsRun(compiled, kernel, request, results), parallel);
    }
    return results;
  }

  /** Which arithmetic a request has here, and why. */
  explain(request: KernelRequest): Explanation {
    if (!this.support.simd) return inTypeScript;
    const kernel = kernelOf(request);
    if (request.activation.domain.kind === "axis") {
      return this.programs.rows(kernel, request, keepsValues(request)).explain();
    }
    return hasPlaces(kernel) ? this.programs.elements(kernel, request).explain() : inTypeScript;
  }

  /** Whether a program may use fused multiply-add: not in `strict`, whose bits are the same everywhere. */
  private isFused({ format }: program.Program): boolean {
    return this.support.fused && format === "float32";
  }

  private compiledElements(kernel: Kernel, request: KernelRequest): ElementsKernel | undefined {
    if (!hasPlaces(kernel)) return undefined;
    const { dtype } = request;
    const uniform = uniformInputs(kernel, request);
    return this.elements.get(kernel, variantOf(request, uniform), () => {
      const { made } = this.programs.elements(kernel, request);
      const summed = kernel.outputs.map(({ access }) => access === "broadcast");
      const supplies = kernel.inputs.map(({ access }, i): Supply => {
        if (access === "uniform") return "option";
        return (uniform & (1 << i)) === 0 ? "stream" : "one";
      });
      return compileElements(
        made,
        storedAs(dtype),
        summed,
        supplies,
        this.isFused(made),
        this.support.fused,
        this.arena,
      );
    });
  }

  private compiledRows(kernel: Kernel, request: KernelRequest): RowKernel | undefined {
    const { dtype } = request;
    const keep = keepsValues(request);
    return this.rows.get(kernel, variantOf(request, Number(keep)), () => {
      const { made } = this.programs.rows(kernel, request, keep);
      return compileRows(made, kernel, storedAs(dtype), this.isFused(made.last), this.arena);
    });
  }
}

const inTypeScript: Explanation = {
  arithmetic: "float64",
  reason: "WebAssembly cannot compile this kernel here, so TypeScript computes it, in double.",
};

/** Whether the stages of a row plan may keep values: where a row lies in the arena as a whole. */
function keepsValues({ inputs, options }: KernelRequest): boolean {
  return isShort(inputs[0]?.shape[options["axis"] as number] ?? 1);
}

/** Whether there is a place for each input; options come last. */
function hasPlaces({ inputs }: Kernel): boolean {
  if (inputs.length <= MOST_STREAMS) return true;
  return inputs.length <= MOST_UNIFORMS && inputs[MOST_STREAMS]?.access === "uniform";
}

function perform(run: ElementsRun | RowRun, parallel: Parallel | undefined): void {
  if (parallel?.accepts(run) === true) parallel.perform(run);
  else run.perform();
}

/** The inputs that have one number for all elements, a bit for each. */
function uniformInputs({ inputs }: Kernel, request: KernelRequest): number {
  let bits = 0;
  for (let i = 0; i < inputs.length; i++) {
    const { access, option } = inputs[i] as Kernel["inputs"][number];
    if (access === "broadcast" && optionAlignment(request, option).count === 1) bits |= 1 << i;
  }
  return bits;
}

function storedAs(dtype: KernelRequest["dtype"]): program.Format {
  return dtype === "float64" ? "float64" : "float32";
}
