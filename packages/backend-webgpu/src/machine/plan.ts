import type { KernelRequest } from "@actfn/core";
import type { Kernel } from "@actfn/core/program";
import * as program from "@actfn/core/program";
import { type Assembled, assemble } from "./assembler.js";

/** A kernel's strict programs as words for the machine. */
export type MachinePlan =
  | { readonly kind: "elements"; readonly program: Assembled }
  | {
      readonly kind: "rows";
      readonly stages: readonly RowStage[];
      readonly last: Assembled;
      readonly made: number;
    };

/** A stage of a row plan; see `Stage` of core. */
export interface RowStage {
  readonly stage: program.Stage;
  readonly program: Assembled;
}

/** All programs of a plan. */
export function programsIn(plan: MachinePlan): Assembled[] {
  return plan.kind === "elements"
    ? [plan.program]
    : [...plan.stages.map(({ program: made }) => made), plan.last];
}

const plans = new WeakMap<Kernel, Map<string, MachinePlan>>();

/** The strict programs of a request's kernel, remembered for as long as the kernel is. */
export function planOf(kernel: Kernel, { activation, dtype, pass }: KernelRequest): MachinePlan {
  const known = plans.get(kernel) ?? new Map<string, MachinePlan>();
  plans.set(kernel, known);
  // Numbers of two bytes are computed as float32.
  const key = dtype === "float64" ? "float64" : "float32";
  const plan = known.get(key) ?? makePlan(kernel, activation.domain, dtype, pass);
  known.set(key, plan);
  return plan;
}

function makePlan(
  kernel: Kernel,
  domain: KernelRequest["activation"]["domain"],
  dtype: KernelRequest["dtype"],
  pass: KernelRequest["pass"],
): MachinePlan {
  const arithmetic = program.strictArithmetic(dtype, pass);
  const made = program.planKernel(kernel, domain, dtype, arithmetic, false);
  if (made.kind === "elements") return { kind: "elements", program: assemble(made.program) };
  const { stages, last } = made.plan;
  return {
    kind: "rows",
    stages: stages.map((stage) => ({ stage, program: assemble(stage.program) })),
    last: assemble(last),
    made: made.plan.made.length,
  };
}
