import {
  type Access,
  type Definition,
  type DType,
  type Expression,
  isReduction,
  type Kernel,
  type KernelInput,
  type KernelOutput,
  type Pass,
} from "@actfn/core";
import { type Dims, GraphBuilder, type Value } from "../graph/graph-builder.js";
import type { ElementType, Graph } from "../model/model.js";
import { Arithmetic, type ComputeType, type Term } from "./arithmetic.js";
import { elementTypeOf } from "./element-type.js";
import { atInfinity, type Limits, standIn } from "./infinity.js";
import { type Layout, tensorOptions } from "./layout.js";
import { withNaN } from "./not-a-number.js";
import { primitives, type Setting } from "./primitives/index.js";
import { indexAlong } from "./primitives/rows.js";
import { inputNames, outputNames } from "./tensor-names.js";

/** What a lowered graph is made for. */
export interface Plan {
  readonly activation: Definition;
  readonly pass: Pass;
  readonly kernel: Kernel;
  readonly layout: Layout;
  readonly dtype: DType;
  /** What it computes in, inside. */
  readonly compute: ComputeType;
  /** f(∞) and f(−∞) of a pointwise activation of x alone, where they are known. */
  readonly limits?: Limits | undefined;
}

/**
 * Lowers a kernel to a graph of ONNX's elementary operators. Everything between the first and the last node is computed in
 * `compute`, so that a result is rounded to the dtype once.
 */
export function lower(plan: Plan): Graph {
  return new Lowering(plan).graph();
}

class Lowering {
  private readonly plan: Plan;
  private readonly builder = new GraphBuilder();
  private readonly setting: Setting;
  private readonly tensors: readonly Value[];
  private readonly bound = new Map<string, Term>();
  private readonly lowered = new Map<Expression, Term>();

  constructor(plan: Plan) {
    this.plan = plan;
    const m = new Arithmetic(this.builder, plan.compute);
    const type = elementTypeOf[plan.dtype];
    this.tensors = inputNames(plan.activation, plan.pass).map((name, i) =>
      this.builder.input(name, type, this.dimsOfInput(i)),
    );
    const { axis, rank } = plan.layout;
    const x = this.tensors[0] as Value;
    const rows = axis === undefined ? undefined : { graph: this.builder, x, rank, axis };
    this.setting = { m, digits: plan.dtype === "float64" ? "long" : "short", rows };
  }

  graph(): Graph {
    const { activation, pass, kernel, dtype } = this.plan;
    for (const [bit, input] of kernel.inputs.entries())
      this.bound.set(input.name, this.read(input, 1n << BigInt(bit)));
    for (const [tensor, name] of outputNames(activation, pass).entries()) {
      const parts = kernel.outputs.filter((output) => output.tensor === tensor);
      const terms = parts.map((output) => this.rounded(this.answer(output)));
      const dims = this.dimsOfOutput(parts[0] as KernelOutput);
      this.builder.output(name, this.joined(terms), dims);
    }
    return this.builder.build(`${activation.name}_${pass}_${dtype}`);
  }

  /** An input of the kernel as a term: its part of its tensor, in the type that is computed in. */
  private read(input: KernelInput, carries: bigint): Term {
    const { m, rows } = this.setting;
    if (input.access === "index") return indexAlong(m, rows as NonNullable<typeof rows>);
    const tensor = this.tensors[input.tensor] as Value;
    const part = input.parts === 1 ? tensor : this.split(tensor, input.parts)[input.part];
    const term = m.cast({ ...(part as Value), carries }, m.type);
    const isCotangent = this.plan.pass === "backward" && input.tensor === this.tensors.length - 1;
    const isAxis = this.plan.activation.domain.kind === "axis";
    return isAxis || isCotangent ? term : standIn(m, term, this.plan.dtype);
  }

  private split(tensor: Value, parts: number): readonly Value[] {
    const attributes = { axis: { int: this.plan.layout.axis as number }, num_outputs: { int: parts } };
    return this.builder.nodeOf("Split", [tensor], attributes, Array<ElementType>(parts).fill(tensor.type));
  }

  /** The value of an expression; one that is met again is the same node. */
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
    return primitives[expression.op](this.setting, a, b, c);
  }

  /** An output of the kernel: its expression, right at infinity, NaN wherever an input is, summed where it is shared. */
  private answer(output: KernelOutput): Term {
    const { m, rows } = this.setting;
    const { activation, pass, kernel, limits } = this.plan;
    const isAxis = activation.domain.kind === "axis";
    const inputs = kernel.inputs
      .filter(({ access }) => access !== "index")
      .map(({ name }) => this.bound.get(name) as Term);
    const raw = m.asNumber(this.term(output.expression));
    const right = pass === "forward" && !isAxis ? atInfinity(m, raw, inputs, limits) : raw;
    const value = withNaN(m, this.spread(right, output), inputs, isAxis ? rows : undefined);
    if (output.access !== "broadcast") return value;
    const extent = this.extentOf(output);
    const shared = extent.flatMap((extends_, axis) => (extends_ ? [] : [axis]));
    if (shared.length === 0) return value;
    const axes = this.builder.integers(...shared);
    return m.node("ReduceSum", [value, axes], { keepdims: { int: 1 } }, m.type, value.carries);
  }

  /** A value for each element: one that is the same for a row, or for all, is spread over them. */
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
    // A float16 result is the float32 one rounded once more, as on every backend.
    const single = this.plan.dtype === "float16" ? m.cast(term, "float") : term;
    return m.cast(single, elementTypeOf[this.plan.dtype]);
  }

  private joined(parts: readonly Value[]): Value {
    if (parts.length === 1) return parts[0] as Value;
    return this.builder.node("Concat", parts, { axis: { int: this.plan.layout.axis as number } });
  }

  private extentOf(output: KernelOutput): readonly boolean[] {
    const { activation, layout } = this.plan;
    const option = activation.learnt[output.tensor - 1] as string;
    return layout.extents[tensorOptions(activation).indexOf(option)] as readonly boolean[];
  }

  private dimsOfInput(tensor: number): Dims {
    const input = this.plan.kernel.inputs.find((found) => found.tensor === tensor);
    if (input === undefined) return this.dims("element", 1);
    if (input.access !== "broadcast") return this.dims(input.access, input.parts);
    return this.dimsOfOption(this.plan.layout.extents[tensor - 1] as readonly boolean[]);
  }

  private dimsOfOutput(output: KernelOutput): Dims {
    if (output.access === "broadcast") return this.dimsOfOption(this.extentOf(output));
    return this.dims(output.access, output.parts);
  }

  private dims(access: Access, parts: number): Dims {
    const { layout, activation } = this.plan;
    return Array.from({ length: layout.rank }, (_, axis) => {
      if (axis !== layout.axis) return `n${axis}`;
      if (activation.domain.kind === "grouped") return parts;
      return access === "row" ? 1 : `n${axis}`;
    });
  }

  private dimsOfOption(extent: readonly boolean[]): Dims {
    return extent.map((extends_, axis) => (extends_ ? `n${axis}` : 1));
  }
}
