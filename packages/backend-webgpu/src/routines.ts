import type { Explanation, KernelRequest } from "@actfn/core";
import { type Chosen, type Programs, variantOf } from "@actfn/core/float32";
import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";
import { ElementsRoutine } from "./elements/elements-routine.js";
import type { Refusal, Routine } from "./routine.js";
import { RowsRoutine } from "./rows/rows-routine.js";
import type { StartCheck } from "./start-check/start-check.js";
import { KernelBindings } from "./wgsl/kernel-bindings.js";

/** The routines of kernels. One lives as long as its kernel. */
export class Routines {
  private readonly programs: Programs;
  private readonly check: StartCheck;
  private readonly byKernel = new WeakMap<Kernel, Map<string, Routine | Refusal>>();

  constructor(programs: Programs, check: StartCheck) {
    this.programs = programs;
    this.check = check;
  }

  /** What a request runs as, or why it does not. */
  of(kernel: Kernel, request: KernelRequest): Routine | Refusal {
    let variants = this.byKernel.get(kernel);
    if (variants === undefined) {
      variants = new Map();
      this.byKernel.set(kernel, variants);
    }
    const key = `${variantOf(request, 0)} ${KernelBindings.keyOf(kernel, request)}`;
    let routine = variants.get(key);
    if (routine === undefined) {
      routine = this.make(kernel, request);
      variants.set(key, routine);
    }
    return routine;
  }

  /** Which arithmetic a request has, and why. */
  explain(kernel: Kernel, request: KernelRequest): Explanation {
    const { fault } = this.check;
    return fault !== undefined && request.precision === "fast" && request.dtype !== "float64"
      ? { arithmetic: "float64", reason: fault }
      : this.chosen(kernel, request).explain();
  }

  /** The program of a request: in double, which is computed by integers, if the device does not keep to float32 arithmetic. */
  private chosen(kernel: Kernel, request: KernelRequest): Chosen<program.Program | program.RowPlan> {
    const asked = this.check.fault === undefined ? request : { ...request, precision: "strict" as const };
    const isAxis = request.activation.domain.kind === "axis";
    return isAxis ? this.programs.rows(kernel, asked, false) : this.programs.elements(kernel, asked);
  }

  private make(kernel: Kernel, request: KernelRequest): Routine | Refusal {
    const { made, explain } = this.chosen(kernel, request);
    const { format } = "last" in made ? made.last : made;
    if (format === "float64") return { refused: `Double arithmetic is not there yet. ${explain().reason}` };
    const { rounding } = this.check;
    if ("last" in made) return new RowsRoutine(kernel, request, made, rounding);
    return new ElementsRoutine(kernel, request, made, rounding);
  }
}
