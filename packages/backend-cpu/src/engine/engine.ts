import {
  allocate,
  evaluateRequest,
  type Kernel,
  type KernelRequest,
  kernelOf,
  program,
  sizeOf,
  Tensor,
} from "@actfn/core";
import { chooseFast } from "../fast/choose.js";
import { Arena } from "./arena.js";
import { compileElements, type ElementsKernel, runElements } from "./elements.js";
import { detectSupport, type Support } from "./support.js";
import { alignment } from "./tensors.js";

/** Compiles requests to WebAssembly, remembers what it has compiled, and runs it in this thread. */
export class Engine {
  readonly support: Support;
  private readonly arena: Arena;
  private readonly compiled = new WeakMap<Kernel, Map<string, ElementsKernel>>();

  constructor(support: Support = detectSupport()) {
    this.support = support;
    this.arena = new Arena();
  }

  /** Answers a request. Where WebAssembly may not be compiled, the reference does, to the same bits as strict. */
  run(request: KernelRequest): Tensor[] {
    if (!this.support.simd || request.activation.domain.kind === "axis") return evaluateRequest(request);
    const kernel = kernelOf(request);
    const compiled = this.kernelFor(kernel, request);
    const results = request.shapes.map(
      (shape, i) =>
        request.outputs[i] ?? Tensor.of(request.dtype, shape, allocate(request.dtype, sizeOf(shape))),
    );
    runElements(compiled, kernel, request, results, this.arena);
    return results;
  }

  private kernelFor(kernel: Kernel, request: KernelRequest): ElementsKernel {
    const { dtype } = request;
    const uniform = kernel.inputs.map(
      ({ access, tensor }) => access === "broadcast" && alignment(request, tensor).count === 1,
    );
    const key = `${dtype} ${request.precision} ${uniform.map(Number).join("")}`;
    let kernels = this.compiled.get(kernel);
    if (kernels === undefined) {
      kernels = new Map();
      this.compiled.set(kernel, kernels);
    }
    let found = kernels.get(key);
    if (found === undefined) {
      const { made, fused } = this.programFor(kernel, request);
      const summed = kernel.outputs.map(({ access }) => access === "broadcast");
      const stored = dtype === "float64" ? "float64" : "float32";
      found = compileElements(made, stored, summed, uniform, fused, this.support.fused, this.arena);
      kernels.set(key, found);
    }
    return found;
  }

  /** The program to compile: the fast one where that was asked for and keeps its promise, otherwise the strict one. */
  private programFor(kernel: Kernel, request: KernelRequest): { made: program.Program; fused: boolean } {
    const { activation, dtype, pass, precision } = request;
    const arithmetic = program.strictArithmetic(dtype, pass);
    const plan = program.planKernel(kernel, activation.domain, dtype, arithmetic);
    if (plan.kind !== "elements") throw new TypeError(`${activation.name} is not elementwise.`);
    const strict = plan.program;
    const fast = precision === "fast" && dtype !== "float64" ? chooseFast(kernel, strict, pass) : undefined;
    return fast === undefined ? { made: strict, fused: false } : { made: fast, fused: this.support.fused };
  }
}
