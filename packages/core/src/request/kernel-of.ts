import type { KernelRequest, Pass } from "../backend/backend.js";
import { bind } from "../definition/binding.js";
import type { AnyBindings, Definition, ResolvedOptions } from "../definition/definition.js";
import { tensorOptionsOf } from "../definition/options.js";
import { timesCotangent } from "../expression/cotangent.js";
import { differentiate, vectorJacobian } from "../expression/differentiate.js";
import { type Expression, type InputExpression, input } from "../expression/expression.js";
import { topological } from "../expression/graph.js";
import { simplify } from "../expression/simplify.js";
import type { Access, Kernel, KernelInput, KernelOutput } from "./kernel.js";
import { exactlyUsed, type Rounding, roundedName, samplesOf, uniformOptions } from "./uniform.js";
import { variantOf } from "./variant.js";

/**
 * Derives the kernel of a request. It depends on definition, pass, choices and the ranges of numbers alone. Requests that
 * are alike in these get the same object, so a `WeakMap` with kernels as keys is a cache of what a backend compiles.
 */
export function kernelOf(request: Pick<KernelRequest, "activation" | "options" | "pass">): Kernel {
  const { activation, options, pass } = request;
  const variant = variantOf(activation, options);
  variant[pass] ??= derive(activation, options, pass);
  return variant[pass];
}

/** The kernel of a request with every option a constant, for what is written once and keeps its options, as a model file does. */
export function fixedKernelOf({
  activation,
  options,
  pass,
}: Pick<KernelRequest, "activation" | "options" | "pass">): Kernel {
  return derive(activation, options, pass, []);
}

function derive(
  definition: Definition,
  options: ResolvedOptions,
  pass: Pass,
  uniforms: readonly string[] = uniformOptions(definition, options),
): Kernel {
  const bindings = bind(definition, options, uniforms);
  const grouped = definition.domain.kind === "grouped";
  const xs: readonly InputExpression[] = grouped ? bindings.parts : [bindings.x];
  const tensors = tensorOptionsOf(definition);
  const inputs: KernelInput[] = [
    ...xs.map(
      (x, part): KernelInput => ({ name: x.name, tensor: 0, access: "element", part, parts: xs.length }),
    ),
    ...tensors.map(([name], i): KernelInput => {
      return { name, tensor: i + 1, access: "broadcast", option: name, part: 0, parts: 1 };
    }),
  ];
  if (definition.domain.kind === "axis")
    inputs.push({ name: "index", tensor: -1, access: "index", part: 0, parts: 1 });
  const printed = [definition.expression(bindings)].flat() as Expression[];
  const reduces = definition.domain.kind === "axis" && definition.domain.reduces === true;
  const access: Access = reduces ? "row" : "element";
  if (pass === "forward") {
    const values = [definition.stable?.forward?.(bindings) ?? printed].flat() as Expression[];
    const outputs = values.map((e, part): KernelOutput => {
      return { expression: simplify(e), tensor: 0, access, part, parts: values.length };
    });
    inputs.push(...uniformInputs(uniforms, outputs));
    return { inputs, cotangents: [], outputs, samples: samplesOf(uniforms, options) };
  }
  const dys = printed.map((_, part) => input(printed.length === 1 ? "dy" : `dy${part}`));
  for (const [part, dy] of dys.entries()) {
    inputs.push({ name: dy.name, tensor: tensors.length + 1, access, part, parts: dys.length });
  }
  const variables = [...xs, ...definition.learned.map((name) => input(name))];
  const gradients = gradientsOf(definition, bindings, printed, dys, variables);
  const outputs = gradients.map(
    (expression, i): KernelOutput =>
      i < xs.length
        ? { expression, tensor: 0, access: "element", part: i, parts: xs.length }
        : {
            expression,
            tensor: i - xs.length + 1,
            access: "broadcast",
            option: definition.learned[i - xs.length] as string,
            part: 0,
            parts: 1,
          },
  );
  inputs.push(...uniformInputs(uniforms, outputs));
  const cotangents = dys.map(({ name }) => name);
  return { inputs, cotangents, outputs, samples: samplesOf(uniforms, options) };
}

/** The options' numbers as inputs: rounded in every way where a rounded number alone is not good enough. */
function uniformInputs(options: readonly string[], outputs: readonly KernelOutput[]): KernelInput[] {
  const exact = exactlyUsed(topological(outputs.map(({ expression }) => expression)));
  return options.flatMap((option) => {
    const roundings: readonly Rounding[] = exact.has(option)
      ? ["nearest", "down", "up", "rest"]
      : ["nearest"];
    return roundings.map((rounding): KernelInput => {
      const name = roundedName(option, rounding);
      return { name, tensor: -1, access: "uniform", uniform: { option, rounding }, part: 0, parts: 1 };
    });
  });
}

/** The gradients as the stable form gives them, otherwise as they are derived from the printed form. */
function gradientsOf(
  definition: Definition,
  bindings: AnyBindings,
  printed: readonly Expression[],
  dys: readonly InputExpression[],
  variables: readonly InputExpression[],
): Expression[] {
  const dy = dys[0] as InputExpression;
  const stable = definition.stable?.backward?.({ ...bindings, dy });
  const axis = definition.domain.kind === "axis";
  if (stable !== undefined)
    return stable.map((slope) => (axis ? simplify(slope) : timesCotangent(dy, slope)));
  if (axis || dys.length > 1) return vectorJacobian(printed, dys, variables);
  return variables.map((variable) => timesCotangent(dy, differentiate(printed[0] as Expression, variable)));
}
