import type { Explanation, KernelRequest, Pass } from "../../backend/backend.js";
import { dtypes } from "../../tensor/dtype.js";
import type { Kernel } from "../index.js";
import * as program from "../index.js";
import type { RunBoth } from "./accuracy-check.js";
import type { Choice } from "./choice.js";
import { chooseFast, type GuardKind } from "./choose.js";
import { chooseFastRows } from "./choose-rows.js";

/** The program or row plan that a request runs. */
export interface Chosen<P> {
  readonly made: P;
  /** Which arithmetic it has, and why. May compare two programs the first time that it is called. */
  readonly explain: () => Explanation;
}

/** A fast kernel that runs in double. */
export interface DoubleKernel {
  readonly activation: string;
  readonly pass: Pass;
  /** Why, as {@link Explanation} tells. */
  readonly reason: string;
}

/** Prepares a float32 program and the strict one of a kernel to be run side by side, as calls run them. */
export type PrepareBoth = (kernel: Kernel, fast: program.Program, strict: program.Program) => RunBoth;

/** The part of a request that its program depends on. It has no tensors: a request's memory must not be kept. */
type Asked = Pick<KernelRequest, "activation" | "pass" | "precision" | "dtype">;

/** Kernels in double that are remembered for reports. */
const MOST_REPORTED = 100;

/** Makes the programs of requests: in float32 if the call allows it and the result is accurate enough, otherwise in double. */
export class Programs {
  // Without the registry of `KernelCache`, which would keep a kernel that a reason holds.
  private readonly byKernel = new WeakMap<Kernel, Map<number, Chosen<program.Program>>>();
  private readonly rowsByKernel = new WeakMap<Kernel, Map<number, Chosen<program.RowPlan>>>();
  private readonly reasons = new Map<
    string,
    Pick<DoubleKernel, "activation" | "pass"> & { why: () => string }
  >();
  private readonly prepareBoth: PrepareBoth;
  private readonly guards: GuardKind;

  /** `prepareBoth` is how two programs are compared, `guards` what the machine needs of float32 programs. */
  constructor(prepareBoth: PrepareBoth, guards: GuardKind) {
    this.prepareBoth = prepareBoth;
    this.guards = guards;
  }

  /** The fast kernels that run in double, at most the last hundred. */
  get inDouble(): readonly DoubleKernel[] {
    return [...this.reasons.values()].map(({ activation, pass, why }) => {
      return { activation, pass, reason: why() };
    });
  }

  /** The program of an elementwise request. */
  elements(kernel: Kernel, request: KernelRequest): Chosen<program.Program> {
    const variants = variantsOf(this.byKernel, kernel);
    const variant = variantOf(request, 0);
    const chosen = variants.get(variant) ?? this.chooseElements(kernel, askedIn(request));
    variants.set(variant, chosen);
    return chosen;
  }

  /** The plan of a request along an axis; `keep` as in `RowCandidate`. */
  rows(kernel: Kernel, request: KernelRequest, keep: boolean): Chosen<program.RowPlan> {
    const variants = variantsOf(this.rowsByKernel, kernel);
    const variant = variantOf(request, Number(keep));
    const chosen = variants.get(variant) ?? this.chooseRows(kernel, askedIn(request), keep);
    variants.set(variant, chosen);
    return chosen;
  }

  private chooseElements(kernel: Kernel, asked: Asked): Chosen<program.Program> {
    const { pass } = asked;
    let lowered: program.Program | undefined;
    const strict = (): program.Program => {
      lowered ??= strictProgram(kernel, asked);
      return lowered;
    };
    const { guards } = this;
    const runBoth = (a: program.Program, b: program.Program): RunBoth => this.prepareBoth(kernel, a, b);
    return this.choose(asked, strict, () => chooseFast({ kernel, pass, strict, runBoth, guards }));
  }

  private chooseRows(kernel: Kernel, asked: Asked, keep: boolean): Chosen<program.RowPlan> {
    const { activation, pass } = asked;
    const { domain } = activation;
    const strict = (): program.RowPlan => strictPlan(kernel, asked, keep);
    return this.choose(asked, strict, () => chooseFastRows({ kernel, domain, pass, keep, strict }));
  }

  private choose<P>(asked: Asked, strict: () => P, choose: () => Choice<P>): Chosen<P> {
    const inDouble = (why: () => string): Chosen<P> => {
      return { made: strict(), explain: () => ({ arithmetic: "float64", reason: why() }) };
    };
    if (asked.precision === "strict") return inDouble(() => "The call asks for strict precision.");
    if (asked.dtype === "float64") return inDouble(() => "The tensors are float64.");
    const { fast, reason } = choose();
    if (fast !== undefined) {
      return { made: fast, explain: () => ({ arithmetic: "float32", reason: reason() }) };
    }
    this.report(asked, reason);
    return inDouble(reason);
  }

  private report({ activation: { name: activation }, pass }: Asked, why: () => string): void {
    const key = `${activation} ${pass}`;
    this.reasons.delete(key);
    this.reasons.set(key, { activation, pass, why });
    if (this.reasons.size > MOST_REPORTED) this.reasons.delete(this.reasons.keys().next().value as string);
  }
}

function askedIn({ activation, pass, precision, dtype }: KernelRequest): Asked {
  return { activation, pass, precision, dtype };
}

function variantsOf<C>(byKernel: WeakMap<Kernel, Map<number, C>>, kernel: Kernel): Map<number, C> {
  let variants = byKernel.get(kernel);
  if (variants === undefined) {
    variants = new Map();
    byKernel.set(kernel, variants);
  }
  return variants;
}

function strictProgram(kernel: Kernel, { activation, dtype, pass }: Asked): program.Program {
  const arithmetic = program.strictArithmetic(dtype, pass);
  const plan = program.planKernel(kernel, activation.domain, dtype, arithmetic);
  if (plan.kind !== "elements") throw new TypeError(`${activation.name} is not elementwise.`);
  return plan.program;
}

function strictPlan(kernel: Kernel, { activation, dtype, pass }: Asked, keep: boolean): program.RowPlan {
  const arithmetic = program.strictArithmetic(dtype, pass);
  const plan = program.planKernel(kernel, activation.domain, dtype, arithmetic, keep);
  if (plan.kind !== "rows") throw new TypeError(`${activation.name} does not run along an axis.`);
  return plan.plan;
}

/** Numbers the compiled forms of one kernel by the request's dtype and precision, and by `more`. */
export function variantOf({ dtype, precision }: KernelRequest, more: number): number {
  return (more * dtypes.length + dtypes.indexOf(dtype)) * 2 + (precision === "strict" ? 1 : 0);
}
