import { builtinOf, catalogue, type Definition, type KernelRequest } from "@actfn/core";
import { type UniformInput, uniformValue } from "@actfn/core/program";
import { GraphBuilder, type Value } from "../graph/graph-builder.js";
import { elementTypeOf } from "../lowering/element-type.js";
import type { Layout } from "../lowering/layout.js";
import { dimsOfOption } from "../lowering/tensor-dims.js";
import { inputNames, optionInput } from "../lowering/tensor-names.js";
import { elementTypeNumber } from "../model/encode.js";
import type { Attributes, ElementType, Graph } from "../model/model.js";
import { type NativeOperator, type OptionNumber, operators, type Varying } from "./operators.js";

/** The parts of a request that decide whether a native operator computes it. */
export type Asked = Pick<KernelRequest, "activation" | "options" | "pass" | "precision" | "dtype">;

/**
 * The operator that computes a whole request, if ONNX has it: for forward calls with precision "fast". The name of the
 * activation does not matter: a copy of a built-in definition with another name has its operator, and another definition with
 * its name is lowered.
 */
export function nativeOperator(asked: Asked): NativeOperator | undefined {
  const operator = offeredOperator(asked);
  return (operator?.when?.(asked.options) ?? true) ? operator : undefined;
}

/** The same, without a check of the options. */
function offeredOperator({ activation, pass, precision, dtype }: Asked): NativeOperator | undefined {
  if (pass !== "forward" || precision !== "fast") return undefined;
  const operator = operatorOf(activation);
  // bfloat16 is computed as float32.
  const computed = dtype === "bfloat16" ? "float32" : dtype;
  return operator?.dtypes.includes(computed) === true ? operator : undefined;
}

/** The native operators of a request with some options as inputs of the graph. */
export function varyingOperator(asked: Asked, options: readonly string[]): Varying | undefined {
  const { varying } = offeredOperator(asked) ?? {};
  if (varying === undefined || !options.every((option) => varying.options.includes(option))) return undefined;
  return (varying.when?.(asked.options) ?? true) ? varying : undefined;
}

function operatorOf(activation: Definition): NativeOperator | undefined {
  const builtin = builtinOf(activation);
  return builtin === undefined ? undefined : operators[builtin.name];
}

/** The names of the activations that one operator computes for some request. */
export function nativeNames(): readonly string[] {
  return catalogue.map(({ definition }) => definition.name).filter((name) => Object.hasOwn(operators, name));
}

/** Its graph, with the inputs from `uniformsOf`. float16 is computed in float. */
export function varyingGraph(
  { build }: Varying,
  uniforms: readonly UniformInput[],
  asked: Asked,
  layout: Layout,
): Graph {
  const { activation, options, dtype } = asked;
  const builder = new GraphBuilder();
  const stored = elementTypeOf[dtype];
  const type = stored === "float16" ? "float" : stored;
  const cast = (value: Value, to: ElementType): Value =>
    value.type === to ? value : builder.node("Cast", [value], { to: { int: elementTypeNumber[to] } }, to);
  const x = cast(builder.input("x", stored, layout.dims), type);
  const inputs = new Map(
    uniforms.map((uniform) => {
      const name = optionInput(uniform);
      return [name, cast(builder.input(name, "double", []), type)];
    }),
  );
  const number: OptionNumber = (option, rounding = "nearest") => {
    const uniform = { option, rounding };
    const format = type === "double" ? "float64" : "float32";
    return inputs.get(optionInput(uniform)) ?? builder.constant(type, uniformValue(uniform, options, format));
  };
  builder.output("y", cast(build(builder, x, number), stored), layout.dims);
  return builder.build(`${activation.name}_forward_${dtype}`);
}

/** The graph with that single node. */
export function nativeGraph(operator: NativeOperator, asked: Asked, layout: Layout): Graph {
  const { activation, options, dtype } = asked;
  const builder = new GraphBuilder();
  const type = elementTypeOf[dtype];
  const inputs = inputNames(activation, "forward").map((name, i) =>
    builder.input(name, type, i === 0 ? layout.dims : dimsOfOption(layout, i - 1)),
  );
  const scalars = (operator.scalars?.(options) ?? []).map((value) => builder.constant(type, value));
  const axis: Attributes = operator.along === true ? { axis: { int: layout.axis as number } } : {};
  const attributes = { ...operator.attributes?.(options), ...axis };
  builder.output("y", builder.node(operator.op, [...inputs, ...scalars], attributes), layout.dims);
  return builder.build(`${activation.name}_forward_${dtype}`);
}
