import { type CacheStats, dtypes, type KernelRequest, type Tensor } from "@actfn/core";
import * as program from "@actfn/core/program";
import { evaluateRequest, type Kernel, kernelOf } from "@actfn/core/program";
import { chooseFast } from "../fast/choose.js";
import { chooseFastRows } from "../fast/choose-rows.js";
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
import { Remembered } from "./remembered.js";
import { resultsOf } from "./results.js";
import { RowRun } from "./row-run.js";
import { compileRows, isShort, type RowKernel } from "./rows.js";
import { detectSupport, type Support } from "./support.js";
import { alignment } from "./tensors.js";
import { Trial } from "./trial.js";

/** Tensors' parts that an elementwise kernel has places for, and {@link variantOf} bits. */
const MOST_STREAMS = 24;

/** Compiles requests to WebAssembly, remembers what it has compiled, and runs it in this thread. */
export class Engine {
  readonly support: Support;
  private memory: Arena | undefined;
  private readonly elements = new Remembered<ElementsKernel>();
  private readonly rows = new Remembered<RowKernel>();

  constructor(support: Support = detectSupport()) {
    this.support = support;
  }

  /** How many kernels are compiled, and how often one was there already. */
  get cache(): CacheStats {
    const [a, b] = [this.elements, this.rows];
    return { hits: a.hits + b.hits, misses: a.misses + b.misses, size: a.size + b.size };
  }

  /** Made when it is needed: where there is no WebAssembly there is no memory of its kind. */
  private get arena(): Arena {
    this.memory ??= new Arena();
    return this.memory;
  }

  /**
   * Answers a request, on several threads where there are any and it is large enough for them. Where WebAssembly may not
   * be compiled, or not as much of it as a kernel takes, the reference does, to the same bits as strict.
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

  private compiledElements(kernel: Kernel, request: KernelRequest): ElementsKernel | undefined {
    if (!hasPlaces(kernel)) return undefined;
    const { dtype } = request;
    const uniform = uniformInputs(kernel, request);
    return this.elements.get(kernel, variantOf(request, uniform), () => {
      const { made, fused } = this.programFor(kernel, request);
      const summed = kernel.outputs.map(({ access }) => access === "broadcast");
      const supplies = kernel.inputs.map(({ access }, i): Supply => {
        if (access === "uniform") return "option";
        return (uniform & (1 << i)) === 0 ? "stream" : "one";
      });
      return compileElements(made, storedAs(dtype), summed, supplies, fused, this.support.fused, this.arena);
    });
  }

  private compiledRows(kernel: Kernel, request: KernelRequest): RowKernel | undefined {
    const { dtype, options, inputs } = request;
    const length = inputs[0]?.shape[options["axis"] as number] ?? 1;
    const keep = isShort(length);
    return this.rows.get(kernel, variantOf(request, Number(keep)), () => {
      const { plan, fused } = this.planFor(kernel, request, keep);
      return compileRows(plan, kernel, storedAs(dtype), fused, this.arena);
    });
  }

  /** The plan to compile, as {@link programFor} chooses programs. */
  private planFor(
    kernel: Kernel,
    request: KernelRequest,
    keep: boolean,
  ): { plan: program.RowPlan; fused: boolean } {
    const { activation, dtype, pass, precision } = request;
    const strict = (): program.RowPlan => strictPlan(kernel, request, keep);
    if (precision === "strict" || dtype === "float64") return { plan: strict(), fused: false };
    const fast = chooseFastRows({ kernel, domain: activation.domain, pass, keep, strict });
    return fast === undefined ? { plan: strict(), fused: false } : { plan: fast, fused: this.support.fused };
  }

  /** The program to compile: the fast one where that was asked for and keeps its promise, otherwise the strict one. */
  private programFor(kernel: Kernel, request: KernelRequest): { made: program.Program; fused: boolean } {
    const { dtype, pass, precision } = request;
    let lowered: program.Program | undefined;
    const strict = (): program.Program => {
      lowered ??= strictProgram(kernel, request);
      return lowered;
    };
    if (precision === "strict" || dtype === "float64") return { made: strict(), fused: false };
    const { fused } = this.support;
    const tryBoth = (a: program.Program, b: program.Program): Trial =>
      new Trial(kernel, a, b, { fused, recent: fused }, this.arena);
    const fast = chooseFast({ kernel, pass, strict, tryBoth });
    return fast === undefined ? { made: strict(), fused: false } : { made: fast, fused };
  }
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

function strictProgram(kernel: Kernel, { activation, dtype, pass }: KernelRequest): program.Program {
  const arithmetic = program.strictArithmetic(dtype, pass);
  const plan = program.planKernel(kernel, activation.domain, dtype, arithmetic);
  if (plan.kind !== "elements") throw new TypeError(`${activation.name} is not elementwise.`);
  return plan.program;
}

function strictPlan(kernel: Kernel, request: KernelRequest, keep: boolean): program.RowPlan {
  const { activation, dtype, pass } = request;
  const arithmetic = program.strictArithmetic(dtype, pass);
  const plan = program.planKernel(kernel, activation.domain, dtype, arithmetic, keep);
  if (plan.kind !== "rows") throw new TypeError(`${activation.name} does not run along an axis.`);
  return plan.plan;
}

/** What the compiled forms of one kernel differ in, as a number: the request's dtype and precision, and what else `more` tells. */
function variantOf({ dtype, precision }: KernelRequest, more: number): number {
  return (more * dtypes.length + dtypes.indexOf(dtype)) * 2 + (precision === "strict" ? 1 : 0);
}

/** The inputs that have one number for all elements, a bit for each. */
function uniformInputs({ inputs }: Kernel, request: KernelRequest): number {
  let bits = 0;
  for (let i = 0; i < inputs.length; i++) {
    const { access, tensor } = inputs[i] as Kernel["inputs"][number];
    if (access === "broadcast" && alignment(request, tensor).count === 1) bits |= 1 << i;
  }
  return bits;
}

function storedAs(dtype: KernelRequest["dtype"]): program.Format {
  return dtype === "float64" ? "float64" : "float32";
}
