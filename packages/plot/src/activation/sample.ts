import {
  type Activation,
  type AnyActivation,
  createRuntime,
  type Definition,
  derivative,
  type Runtime,
  Tensor,
  tensorOptionsOf,
} from "@actfn/core";
import { reference } from "@actfn/core/program";
import { NotPointwiseError } from "./not-pointwise-error.js";
import { gradientOfRow, rowOf } from "./row.js";

/** Values for the options of an activation; a number stands for a tensor of it. */
export type OptionValues = Readonly<Record<string, number | string | boolean>>;

/** An activation and its derivatives along a line of inputs, in float64. */
export interface Samples {
  readonly x: Float64Array;
  /** f(x). */
  readonly value: Float64Array;
  /** f′(x), from the gradient. Absent where the order that was asked for is 0. */
  readonly slope?: Float64Array;
  /** f″(x), from the gradient of the derivative. Pointwise activations have it where the order that was asked for is 2. */
  readonly curvature?: Float64Array;
}

/** Where {@link sample} evaluates an activation. */
export interface SampleOptions {
  /** The first input. Default: −5. */
  readonly from?: number;
  /** The last input. Default: 5. */
  readonly to?: number;
  /** The number of inputs. Default: 401. */
  readonly points?: number;
  /** The options of the activation, such as `{ alpha: 2 }`. */
  readonly options?: OptionValues;
}

/** The number that every element of a required tensor option has in a plot. */
export const shownWeight = 0.25;

/** Returns `count` numbers at equal distances from `from` to `to`, both included. */
export function linspace(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/**
 * Evaluates f, f′ and f″ of a pointwise activation at equally spaced inputs with the reference evaluation. Throws a
 * `NotPointwiseError` for an activation along an axis or of several parts.
 */
export function sample(
  activation: AnyActivation,
  { from = -5, to = 5, points = 401, options = {} }: SampleOptions = {},
): Required<Samples> {
  if (activation.definition.domain.kind !== "pointwise") throw new NotPointwiseError(activation);
  return sampleOn(
    referenceRuntime(),
    activation,
    options,
    linspace(from, to, points),
    2,
  ) as Required<Samples>;
}

/**
 * Evaluates an activation along a line of inputs on a runtime, without waiting, with its derivatives up to `order`. For an
 * activation along an axis or of several parts, {@link rowOf} tells where x stands among the other numbers.
 */
export function sampleOn(
  runtime: Runtime,
  activation: AnyActivation,
  options: OptionValues,
  x: Float64Array,
  order: 0 | 1 | 2,
): Samples {
  const { definition, preset } = activation;
  const given = { ...requiredOptions(definition), ...preset, ...options } as OptionValues;
  if (definition.domain.kind !== "pointwise") return sampleRows(runtime, activation, given, x, order);
  const value = runtime.forwardSync(activation, x, given) as Float64Array;
  if (order === 0) return { x, value };
  const ones = new Float64Array(x.length).fill(1);
  const slope = gradientForX(runtime.backwardSync(activation, x, ones, given));
  if (order === 1) return { x, value, slope };
  const curvature = gradientForX(runtime.backwardSync(slopeOf(activation), x, ones, given));
  return { x, value, slope, curvature };
}

function sampleRows(
  runtime: Runtime,
  activation: AnyActivation,
  options: OptionValues,
  x: Float64Array,
  order: 0 | 1 | 2,
): Samples {
  const { fixed, moving } = rowOf(activation.definition);
  const width = fixed.length;
  const data = new Float64Array(x.length * width);
  for (const [i, at] of x.entries()) {
    data.set(fixed, i * width);
    data[i * width + moving] = at;
  }
  const rows = new Tensor("float64", [x.length, width], data);
  const given = { ...options, axis: 1 };
  const y = runtime.forwardSync(activation, rows, given) as Tensor;
  const stride = y.size / x.length;
  const value = x.map((_, i) => Number(y.data[i * stride]));
  if (order === 0) return { x, value };
  const dx = gradientForX(runtime.backwardSync(activation, rows, gradientOfRow(y, stride), given));
  return { x, value, slope: x.map((_, i) => dx[i * width + moving] as number) };
}

const slopes = new WeakMap<Definition, AnyActivation>();

/** Returns the derivative of an activation as an activation, whose gradient is f″. Equal definitions share one. */
export function slopeOf(activation: AnyActivation): AnyActivation {
  const known = slopes.get(activation.definition);
  if (known !== undefined) return known;
  const made: AnyActivation = derivative(activation as unknown as Activation);
  slopes.set(activation.definition, made);
  return made;
}

let runtimeOfReference: Runtime | undefined;

/** Returns a runtime that evaluates with core's reference, at strict precision. */
export function referenceRuntime(): Runtime {
  runtimeOfReference ??= createRuntime({ backends: [reference()], precision: "strict" });
  return runtimeOfReference;
}

function requiredOptions(definition: Definition): Record<string, number> {
  const required = tensorOptionsOf(definition).filter(([, option]) => option.default === undefined);
  return Object.fromEntries(required.map(([name]) => [name, shownWeight]));
}

/** `backward` returns the gradient with respect to x, or a record of it and those with respect to the learned options. */
function gradientForX(result: unknown): Float64Array {
  if (ArrayBuffer.isView(result)) return result as Float64Array;
  if (Tensor.isTensor(result)) return result.data as Float64Array;
  return gradientForX((result as { readonly x: unknown }).x);
}
