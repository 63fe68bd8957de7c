import type { KernelRequest, Pass } from "../backend/backend.js";
import { bind } from "../definition/binding.js";
import type { AnyBindings, Definition, ResolvedOptions } from "../definition/definition.js";
import { timesCotangent } from "../expression/cotangent.js";
import { differentiate, vectorJacobian } from "../expression/differentiate.js";
import { type Expression, type InputExpression, input } from "../expression/expression.js";
import { topological } from "../expression/graph.js";
import { simplify } from "../expression/simplify.js";
import {
  CONSTANT,
  exactlyUsed,
  isStructural,
  type OptionNumbers,
  type Rounding,
  rangeOf,
  roundedName,
  samplesOf,
  type UniformInput,
  uniformOptions,
} from "./uniform.js";

/**
 * What a request comes down to: the expressions to compute and where their inputs come from and their values go. A backend
 * that has no operator of its own for an activation compiles or interprets this.
 *
 * Options that are words or flags, and numbers that have their default value, are constants in the expressions. A number
 * option with another value is a parameter, and an input of access `uniform`: the kernel serves all values of its range, so
 * that another temperature on each call is no other kernel. What is 0, ±1/2, ±1, ±2, infinite, or below 2^-30 or from 2^30
 * on in magnitude remains a constant.
 */
export interface Kernel {
  readonly inputs: readonly KernelInput[];
  readonly outputs: readonly KernelOutput[];
  /** The names of the inputs that hold dy; none forward. Infinities in them are themselves, not limits. */
  readonly cotangents: readonly string[];
  /** Values of the options that are inputs, which stand for all that the kernel serves; one empty record where none is. */
  readonly samples: readonly OptionNumbers[];
}

/** An input of the expressions, read from the request's tensor `tensor` or from an option. */
export interface KernelInput {
  /** The name under which the expressions know it. */
  readonly name: string;
  /** Index into the request's inputs; −1 where it has no tensor: for `index`, the position along the axis, and `uniform`. */
  readonly tensor: number;
  readonly access: Access;
  /** The option that a `uniform` input is; see `uniformValue`. */
  readonly uniform?: UniformInput;
  /** Which of the tensor's `parts` equal parts along the axis; 0 of 1 unless grouped. */
  readonly part: number;
  readonly parts: number;
}

/** A value to be computed and written to the answer's tensor `tensor`. */
export interface KernelOutput {
  readonly expression: Expression;
  readonly tensor: number;
  /** With `broadcast`, the values of all elements that share a number of the tensor option are summed, in double. */
  readonly access: Access;
  readonly part: number;
  readonly parts: number;
}

/**
 * - `element`: one number per element.
 * - `broadcast`: a tensor option, aligned as `geometryOf` tells.
 * - `row`: one number per row along the axis.
 * - `index`: the position along the axis.
 * - `uniform`: an option's number, one for the whole call.
 */
export type Access = "element" | "broadcast" | "row" | "index" | "uniform";

/** What options of one definition have in common that the same kernels serve. */
export interface Variant {
  forward: Kernel | undefined;
  backward: Kernel | undefined;
}

/** The variants of a definition, and the one that was asked for last. */
interface Variants {
  readonly byKey: Map<string | number, Variant>;
  readonly keyed: readonly Keyed[];
  options: ResolvedOptions | undefined;
  variant: Variant | undefined;
}

/** An option that a variant depends on. */
interface Keyed {
  readonly name: string;
  readonly spec: Definition["options"][string];
  readonly isStructural: boolean;
}

const remembered = new WeakMap<Definition, Variants>();
const limit = 256;

/**
 * Derives the kernel of a request. It depends on definition, pass, choices and the ranges of numbers alone and is
 * remembered for each.
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

/** The same object for all options of a definition that one kernel of each pass serves, for as long as it is remembered. */
export function variantOf(definition: Definition, options: ResolvedOptions): Variant {
  const variants = variantsOf(definition);
  if (variants.options === options && variants.variant !== undefined) return variants.variant;
  const { byKey } = variants;
  const key = keyOf(variants.keyed, options);
  let variant = byKey.get(key);
  if (variant === undefined) {
    variant = { forward: undefined, backward: undefined };
    if (byKey.size >= limit) byKey.delete(byKey.keys().next().value as string);
    byKey.set(key, variant);
  }
  variants.options = options;
  variants.variant = variant;
  return variant;
}

function variantsOf(definition: Definition): Variants {
  let variants = remembered.get(definition);
  if (variants === undefined) {
    const keyed = Object.entries(definition.options).flatMap(([name, spec]): Keyed[] => {
      const isKey = spec.type !== "tensor" && spec.type !== "axis";
      return isKey ? [{ name, spec, isStructural: isStructural(definition, name) }] : [];
    });
    variants = { byKey: new Map(), keyed, options: undefined, variant: undefined };
    remembered.set(definition, variants);
  }
  return variants;
}

/** Numbers that tell options' values apart are below this. */
const RADIX = 32;

/** What tells the variants of a definition apart: a number where there is room in one, otherwise words. */
function keyOf(keyed: readonly Keyed[], options: ResolvedOptions): string | number {
  let key = 0;
  for (let i = 0; i < keyed.length; i++) {
    const option = keyed[i] as Keyed;
    const digit = digitOf(option, options[option.name]);
    if (digit === CONSTANT || digit >= RADIX || i >= 10) return wordsOf(keyed, options);
    key = key * RADIX + digit;
  }
  return key;
}

function digitOf({ spec, isStructural }: Keyed, value: ResolvedOptions[string] | undefined): number {
  if (isStructural) return CONSTANT;
  if (spec.type === "number") return rangeOf(value as number, spec.default);
  return spec.type === "choice" ? spec.choices.indexOf(value as string) : Number(value);
}

function wordsOf(keyed: readonly Keyed[], options: ResolvedOptions): string {
  const words = keyed.map((option) => {
    const value = options[option.name];
    const digit = digitOf(option, value);
    return digit === CONSTANT ? `=${Object.is(value, -0) ? "-0" : value}` : digit;
  });
  return words.join();
}

const keys = new WeakMap<ResolvedOptions, string>();

/** A string that is equal for equal options (−0 told from 0), fit as part of a cache's key. */
export function optionsKey(options: ResolvedOptions): string {
  let key = keys.get(options);
  if (key === undefined) {
    key = Object.entries(options)
      .map(([name, value]) => `${name}=${Object.is(value, -0) ? "-0" : value}`)
      .sort()
      .join();
    keys.set(options, key);
  }
  return key;
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
  const tensors = Object.keys(definition.options).filter(
    (name) => definition.options[name]?.type === "tensor",
  );
  const inputs: KernelInput[] = [
    ...xs.map(
      (x, part): KernelInput => ({ name: x.name, tensor: 0, access: "element", part, parts: xs.length }),
    ),
    ...tensors.map(
      (name, i): KernelInput => ({ name, tensor: i + 1, access: "broadcast", part: 0, parts: 1 }),
    ),
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
  const variables = [...xs, ...definition.learnt.map((name) => input(name))];
  const gradients = gradientsOf(definition, bindings, printed, dys, variables);
  const outputs = gradients.map(
    (expression, i): KernelOutput =>
      i < xs.length
        ? { expression, tensor: 0, access: "element", part: i, parts: xs.length }
        : { expression, tensor: i - xs.length + 1, access: "broadcast", part: 0, parts: 1 },
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
