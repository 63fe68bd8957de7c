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
    const { activation, dtype, pass } = request;
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
      const arithmetic = program.strictArithmetic(dtype, pass);
      const plan = program.planKernel(kernel, activation.domain, dtype, arithmetic);
      if (plan.kind !== "elements") throw new TypeError(`${activation.name} is not elementwise.`);
      const summed = kernel.outputs.map(({ access }) => access === "broadcast");
      const stored = dtype === "float64" ? "float64" : "float32";
      found = compileElements(plan.program, stored, summed, uniform, false, this.arena);
      kernels.set(key, found);
    }
    return found;
  }
}
