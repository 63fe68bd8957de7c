import type { Explanation, KernelRequest } from "@actfn/core";
import { type Chosen, type Programs, variantOf } from "@actfn/core/float32";
import type * as program from "@actfn/core/program";
import type { Kernel } from "@actfn/core/program";
import { ElementsRoutine } from "./elements/elements-routine.js";
import type { StrictTier } from "./machine/strict.js";
import { StrictRoutine } from "./machine/strict-routine.js";
import type { Routine } from "./routine.js";
import { RowsRoutine } from "./rows/rows-routine.js";
import type { StartCheck } from "./start-check/start-check.js";
import { KernelBindings } from "./wgsl/kernel-bindings.js";

type Made = program.Program | program.RowPlan;

/**
 * Operations of a float32 shader. The largest of the catalogue has fewer than half as many; the time that a driver takes grows with
 * the square of them: SwiftShader takes 25 s of processor time for 1,500.
 */
const MOST = 500;

/** The routines of kernels. One lives as long as its kernel. */
export class Routines {
  private readonly programs: Programs;
  private readonly check: StartCheck;
  private readonly strict: StrictTier;
  private readonly byKernel = new WeakMap<Kernel, Map<string, Routine>>();

  constructor(programs: Programs, check: StartCheck, strict: StrictTier) {
    this.programs = programs;
    this.strict = strict;
    this.check = check;
  }

  /** What a request runs as. */
  of(kernel: Kernel, request: KernelRequest): Routine {
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
    return this.chosen(kernel, request).explain();
  }

  /** The program of a request: in double, which integers compute, if the device cannot run the float32 one. */
  private chosen(kernel: Kernel, request: KernelRequest): Chosen<Made> {
    const chosen = this.programFor(kernel, request);
    const reason = this.objection(chosen.made);
    if (reason === undefined) return chosen;
    const { made } = this.programFor(kernel, { ...request, precision: "strict" });
    return { made, explain: () => ({ arithmetic: "float64", reason }) };
  }

  private programFor(kernel: Kernel, request: KernelRequest): Chosen<Made> {
    const isAxis = request.activation.domain.kind === "axis";
    return isAxis ? this.programs.rows(kernel, request, false) : this.programs.elements(kernel, request);
  }

  /** Why the device does not run a float32 program; undefined if it does. */
  private objection(made: Made): string | undefined {
    const programs = "last" in made ? [...made.stages.map((stage) => stage.program), made.last] : [made];
    if (programs[0]?.format !== "float32") return undefined;
    const count = programs.reduce((sum, { instructions }) => sum + instructions.length, 0);
    if (this.check.fault !== undefined) return this.check.fault;
    return count > MOST
      ? `The float32 program has ${count} operations, and a shader has at most ${MOST}, since drivers compile longer ones for minutes.`
      : undefined;
  }

  private make(kernel: Kernel, request: KernelRequest): Routine {
    const { made } = this.chosen(kernel, request);
    const { format } = "last" in made ? made.last : made;
    if (format === "float64") return new StrictRoutine(this.strict, request);
    const { rounding } = this.check;
    if ("last" in made) return new RowsRoutine(kernel, request, made, rounding);
    return new ElementsRoutine(kernel, request, made, rounding);
  }
}
