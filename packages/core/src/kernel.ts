import type { KernelRequest, Pass } from "./backend.js";
import { bind } from "./binding.js";
import type { AnyBindings, Definition, ResolvedOptions } from "./definition.js";
import { timesCotangent } from "./expression/cotangent.js";
import { differentiate, vectorJacobian } from "./expression/differentiate.js";
import { type Expression, type InputExpression, input } from "./expression/expression.js";
import { simplify } from "./expression/simplify.js";

/**
 * What a request comes down to: the expressions to compute and where their inputs come from and their values go. All
 * options are constants in them. A backend that has no operator of its own for an activation compiles or interprets this.
 */
export interface Kernel {
  readonly inputs: readonly KernelInput[];
  readonly outputs: readonly KernelOutput[];
  /** The names of the inputs that hold dy; none forward. Infinities in them are themselves, not limits. */
  readonly cotangents: readonly string[];
}

/** An input of the expressions, read from the request's tensor `tensor`. */
export interface KernelInput {
  /** The name under which the expressions know it. */
  readonly name: string;
  /** Index into the request's inputs; −1 for `index`, the position along the axis, which has no tensor. */
  readonly tensor: number;
  readonly access: Access;
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
 */
export type Access = "element" | "broadcast" | "row" | "index";

/** The kernels of one options object, which {@link kernelOf} finds without looking at what the options say. */
interface Found {
  readonly activation: Definition;
  forward?: Kernel;
  backward?: Kernel;
}

const remembered = new WeakMap<Definition, Map<string, Kernel>>();
const found = new WeakMap<ResolvedOptions, Found>();
const limit = 256;

/** Derives the kernel of a request. It depends on definition, options and pass alone and is remembered for each. */
export function kernelOf(request: Pick<KernelRequest, "activation" | "options" | "pass">): Kernel {
  const { activation, options, pass } = request;
  const known = found.get(options);
  if (known?.activation === activation && known[pass] !== undefined) return known[pass];
  const kernel = kernelByValue(activation, options, pass);
  if (known?.activation === activation) known[pass] = kernel;
  else found.set(options, { activation, [pass]: kernel });
  return kernel;
}

/** Equal options have one kernel, whichever object holds them: one that came from a worker, say. */
function kernelByValue(activation: Definition, options: ResolvedOptions, pass: Pass): Kernel {
  const kernels = remembered.get(activation) ?? new Map<string, Kernel>();
  remembered.set(activation, kernels);
  const key = `${pass} ${optionsKey(options)}`;
  let kernel = kernels.get(key);
  if (kernel === undefined) {
    kernel = derive(activation, options, pass);
    if (kernels.size >= limit) kernels.delete(kernels.keys().next().value as string);
    kernels.set(key, kernel);
  }
  return kernel;
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

function derive(definition: Definition, options: ResolvedOptions, pass: Pass): Kernel {
  const bindings = bind(definition, options);
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
    return {
      inputs,
      cotangents: [],
      outputs: values.map((e, part) => ({
        expression: simplify(e),
        tensor: 0,
        access,
        part,
        parts: values.length,
      })),
    };
  }
  const dys = printed.map((_, part) => input(printed.length === 1 ? "dy" : `dy${part}`));
  for (const [part, dy] of dys.entries()) {
    inputs.push({ name: dy.name, tensor: tensors.length + 1, access, part, parts: dys.length });
  }
  const variables = [...xs, ...definition.learnt.map((name) => input(name))];
  const gradients = gradientsOf(definition, bindings, printed, dys, variables);
  return {
    inputs,
    cotangents: dys.map(({ name }) => name),
    outputs: gradients.map((expression, i) =>
      i < xs.length
        ? { expression, tensor: 0, access: "element", part: i, parts: xs.length }
        : { expression, tensor: i - xs.length + 1, access: "broadcast", part: 0, parts: 1 },
    ),
  };
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
