import { type Expression, isReduction, type KernelRequest, tensorOptionsOf } from "@actfn/core";
import type { Kernel, KernelInput, KernelOutput } from "@actfn/core/program";
import { type Dims, GraphBuilder, type Value } from "../graph/graph-builder.js";
import type { ElementType, Graph } from "../model/model.js";
import { Arithmetic, type ComputeType, type Term } from "./arithmetic.js";
import { comparedIn } from "./compared.js";
import { elementTypeOf } from "./element-type.js";
import { allowedFloatError, floatErrorOf } from "./float-error.js";
import { atInfinity, type Guard, guards, type InfinityLimits, standIn } from "./infinity.js";
import { inputsOf } from "./inputs-of.js";
import type { Layout } from "./layout.js";
import { withNaN } from "./not-a-number.js";
import type { Digits } from "./primitives/gaussian.js";
import { primitives, type Setting } from "./primitives/index.js";
import { indexAlong } from "./primitives/rows.js";
import { isRight, limitsIn, probe } from "./probe.js";
import { dimsOf, dimsOfOption } from "./tensor-dims.js";
import { inputNames, optionInput, outputNames } from "./tensor-names.js";

/** What to lower. */
export interface LoweringPlan {
  readonly asked: Pick<KernelRequest, "activation" | "options" | "pass" | "dtype" | "precision">;
  readonly kernel: Kernel;
  readonly layout: Layout;
}

/** The variant of a graph: its type of numbers, and its guards for infinities and for the sign of zero. */
interface Way {
  readonly compute: ComputeType;
  readonly guard: Guard;
  readonly keepsZeros: boolean;
  readonly limits?: InfinityLimits | undefined;
}

/** A lowered graph. */
export interface Lowered {
  readonly graph: Graph;
  /** The type of the numbers inside the graph. */
  readonly compute: ComputeType;
}

/**
 * Lowers a kernel to a graph of elementary ONNX operators. The graph computes in double, so that a result is rounded to the
 * dtype once, or in float if that is known to be as accurate. `probe.ts` finds its guards for infinities and zeros: it tries
 * the cheapest first.
 */
export function lower(plan: LoweringPlan): Lowered {
  const { activation, dtype } = plan.asked;
  const complete: Way = { compute: "double", guard: "limits", keepsZeros: true };
  if (activation.domain.kind === "axis") {
    return lowered(plan, { ...complete, guard: "none", keepsZeros: false });
  }
  const probes = probe(plan.asked, plan.kernel);
  const limits = limitsIn(probes, plan.kernel);
  for (const compute of isFloatEnough(plan) ? (["float", "double"] as const) : (["double"] as const)) {
    for (const guard of guards) {
      if (guard === "above" && limits === undefined) continue;
      for (const keepsZeros of [false, true]) {
        const made = lowered(plan, { compute, guard, keepsZeros, limits });
        if (isRight(made.graph, probes, dtype)) return made;
      }
    }
  }
  return lowered(plan, { ...complete, limits });
}

function lowered(plan: LoweringPlan, way: Way): Lowered {
  return { graph: new Lowering(plan, way).graph(), compute: way.compute };
}

/** Whether a graph in float is known to be accurate enough. */
function isFloatEnough({ asked, kernel }: LoweringPlan): boolean {
  return asked.dtype !== "float64" && floatErrorOf(kernel) <= allowedFloatError(asked.precision);
}

class Lowering {
  private readonly plan: LoweringPlan;
  private readonly way: Way;
  private readonly builder = new GraphBuilder();
  private readonly setting: Setting;
  private readonly tensors: readonly Value[];
  /** The inputs of the kernel, unchanged and as the expressions read them. */
  private readonly plain = new Map<string, Term>();
  private readonly bound = new Map<string, Term>();
  private readonly lowered = new Map<Expression, Term>();
  /** The expressions whose NaN comparisons along a row may lose. */
  private readonly compared: ReadonlySet<Expression>;
  /** The terms of these expressions. Each has its own bit of NaN. */
  private readonly watched: Term[] = [];

  constructor(plan: LoweringPlan, way: Way) {
    this.plan = plan;
    this.way = way;
    const { activation, pass, dtype } = plan.asked;
    this.compared = comparedIn(plan.kernel);
    const m = new Arithmetic(this.builder, way.compute, way.keepsZeros, dtype !== "float64");
    const type = elementTypeOf[dtype];
    this.tensors = inputNames(activation, pass).map((name, i) =>
      this.builder.input(name, type, this.dimsOfInput(i)),
    );
    const { axis, dims } = plan.layout;
    const x = this.tensors[0] as Value;
    const rows = axis === undefined ? undefined : { graph: this.builder, x, rank: dims.length, axis };
    this.setting = { m, digits: digitsOf(plan.asked), rows };
  }

  graph(): Graph {
    const { kernel, asked } = this.plan;
    const { activation, pass, dtype } = asked;
    for (const [bit, input] of kernel.inputs.entries()) this.read(input, 1n << BigInt(bit));
    for (const [tensor, name] of outputNames(activation, pass).entries()) {
      const parts = kernel.outputs.filter((output) => output.tensor === tensor);
      const terms = parts.map((output) => this.withoutAxis(this.rounded(this.answer(output)), output));
      const dims = this.dimsOfOutput(parts[0] as KernelOutput);
      this.builder.output(name, this.joined(terms), dims);
    }
    return this.builder.build(`${activation.name}_${pass}_${dtype}`);
  }

  /** Binds an input of the kernel to its part of the tensor, in the type of the computation. */
  private read(input: KernelInput, carries: bigint): void {
    const { m, rows } = this.setting;
    if (input.access === "index") {
      this.bound.set(input.name, indexAlong(m, rows as NonNullable<typeof rows>));
      return;
    }
    if (input.uniform !== undefined) {
      if (input.uniform.rounding !== "nearest") return;
      const value = this.builder.input(optionInput(input.uniform), "double", []);
      this.bound.set(input.name, m.cast({ ...value, carries: 0n }, m.type));
      return;
    }
    const tensor = this.tensors[input.tensor] as Value;
    const part = input.parts === 1 ? tensor : this.split(tensor, input.parts)[input.part];
    const term = m.cast({ ...this.withAxis(part as Value, input), carries }, m.type);
    const { asked, kernel } = this.plan;
    const isItself = this.way.guard === "none" || kernel.cotangents.includes(input.name);
    this.plain.set(input.name, term);
    this.bound.set(input.name, isItself ? term : standIn(m, term, asked.dtype));
  }

  private split(tensor: Value, parts: number): readonly Value[] {
    const attributes = { axis: { int: this.plan.layout.axis as number }, num_outputs: { int: parts } };
    return this.builder.nodeOf("Split", [tensor], attributes, Array<ElementType>(parts).fill(tensor.type));
  }

  /** A value per row from outside the graph, with the axis that it lacks. */
  private withAxis(value: Value, { access }: KernelInput): Value {
    const { axis, dropsAxis } = this.plan.layout;
    if (access !== "row" || dropsAxis !== true) return value;
    return this.builder.node("Unsqueeze", [value, this.builder.integers(axis as number)]);
  }

  private withoutAxis(value: Value, { access }: KernelOutput): Value {
    const { axis, dropsAxis } = this.plan.layout;
    if (access !== "row" || dropsAxis !== true) return value;
    return this.builder.node("Squeeze", [value, this.builder.integers(axis as number)]);
  }

  /** The value of an expression. An expression that occurs again is the same node. */
  private term(expression: Expression): Term {
    const known = this.lowered.get(expression);
    if (known !== undefined) return known;
    const made = this.make(expression);
    this.lowered.set(expression, made);
    return made;
  }

  private make(expression: Expression): Term {
    if (expression.kind === "constant") return this.setting.m.number(expression.value);
    if (expression.kind !== "operation") return this.bound.get(expression.name) as Term;
    const [a, b, c] = expression.args.map((arg) => this.term(arg)) as [Term, Term, Term];
    const term = primitives[expression.op](this.setting, a, b, c);
    if (!this.compared.has(expression)) return term;
    const watched = {
      ...term,
      carries: term.carries | (1n << BigInt(this.plan.kernel.inputs.length + this.watched.length)),
    };
    this.watched.push(watched);
    return watched;
  }

  /** An output of the kernel: its expression with guards for infinity and NaN, summed if its tensor is broadcast. */
  private answer(output: KernelOutput): Term {
    const { m, rows } = this.setting;
    const { kernel, asked } = this.plan;
    const isAxis = asked.activation.domain.kind === "axis";
    const raw = this.spread(m.asNumber(this.term(output.expression)), output);
    const hasLimits = this.way.guard === "limits" || this.way.guard === "above";
    const right = hasLimits ? this.limited(raw, output) : raw;
    const elements = kernel.inputs
      .filter(({ tensor }) => tensor === 0)
      .filter(({ name }) => !isAxis || this.isCompared(name))
      .map(({ name }) => this.plainOf(name));
    const value = withNaN(m, right, [...elements, ...this.watched], isAxis ? rows : undefined);
    if (output.access !== "broadcast") return value;
    const extent = this.plan.layout.extents[this.optionOf(output)] as readonly boolean[];
    const shared = extent.flatMap((extends_, axis) => (extends_ ? [] : [axis]));
    if (shared.length === 0) return value;
    const axes = this.builder.integers(...shared);
    return m.node(
      "ReduceSum",
      [m.cast(value, "double"), axes],
      { keepdims: { int: 1 } },
      "double",
      value.carries,
    );
  }

  private limited(value: Term, output: KernelOutput): Term {
    const { cotangents } = this.plan.kernel;
    const { guard, limits } = this.way;
    const read = inputsOf(output.expression).filter((name) => !cotangents.includes(name));
    if (read.length === 0) return value;
    const inputs = read.map((name) => this.plainOf(name));
    const scales = cotangents.map((name) => this.plainOf(name));
    const used: InfinityLimits | undefined = guard === "above" && limits !== undefined ? [limits[0]] : limits;
    return atInfinity(this.setting.m, value, inputs, scales, used);
  }

  private isCompared(input: string): boolean {
    return [...this.compared].some((node) => node.kind === "input" && node.name === input);
  }

  /** An input of the kernel with its infinities. */
  private plainOf(name: string): Term {
    return this.plain.get(name) as Term;
  }

  /** A value for each element. Values per row, or for all elements, are expanded. */
  private spread(value: Term, output: KernelOutput): Term {
    if (output.access === "row" || this.varies(output.expression)) return value;
    const { m } = this.setting;
    const element = this.plan.kernel.inputs.find(({ access }) => access === "element") as KernelInput;
    const shape = m.node("Shape", [this.bound.get(element.name) as Term], {}, "int64", 0n);
    return m.node("Expand", [value, shape], {}, m.type, value.carries);
  }

  /** Whether an expression has a value of its own for each element. */
  private varies(expression: Expression): boolean {
    if (expression.kind === "operation") {
      return !isReduction(expression.op) && expression.args.some((arg) => this.varies(arg));
    }
    if (expression.kind !== "input") return false;
    return this.plan.kernel.inputs.some(
      ({ name, access }) => name === expression.name && access === "element",
    );
  }

  private rounded(term: Term): Value {
    const { m } = this.setting;
    // A float16 result is the float32 result, rounded once more, as on every backend.
    const single = this.plan.asked.dtype === "float16" ? m.cast(term, "float") : term;
    return m.cast(single, elementTypeOf[this.plan.asked.dtype]);
  }

  private joined(parts: readonly Value[]): Value {
    if (parts.length === 1) return parts[0] as Value;
    return this.builder.node("Concat", parts, { axis: { int: this.plan.layout.axis as number } });
  }

  private dimsOfInput(tensor: number): Dims {
    const { kernel, layout } = this.plan;
    const input = kernel.inputs.find((found) => found.tensor === tensor);
    if (input?.access === "broadcast") return dimsOfOption(layout, tensor - 1);
    return dimsOf(layout, input ?? { access: "element", parts: 1 }, this.parts);
  }

  private dimsOfOutput(output: KernelOutput): Dims {
    const { layout } = this.plan;
    return output.access === "broadcast"
      ? dimsOfOption(layout, this.optionOf(output))
      : dimsOf(layout, output, this.parts);
  }

  /** Which of the tensor options an output is the gradient for. */
  private optionOf(output: KernelOutput): number {
    const { activation } = this.plan.asked;
    const option = activation.learned[output.tensor - 1];
    return tensorOptionsOf(activation).findIndex(([name]) => name === option);
  }

  /** The number of parts that x has. */
  private get parts(): number {
    return this.plan.kernel.inputs[0]?.parts ?? 1;
  }
}

/** Gradients have zeros where terms cancel. Strict ones keep their digits there too. */
function digitsOf({ dtype, pass, precision }: LoweringPlan["asked"]): Digits {
  if (dtype === "float64") return "wide";
  return pass === "backward" && precision === "strict" ? "long" : "short";
}
