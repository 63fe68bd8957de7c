import type { AnyActivation, Definition, Runtime } from "@actfn/core";
import { type Activation, derivative, Tensor } from "@actfn/core";

/** Values for an activation's options, as the controls of a figure give them. */
export type OptionValues = Readonly<Record<string, number | string | boolean>>;

/** Values of f, f′ and f″ along a line of inputs; a derivative that the kind of activation does not have is absent. */
export interface Section {
  readonly x: Float64Array;
  readonly value: Float64Array;
  readonly slope?: Float64Array;
  readonly curvature?: Float64Array;
}

/** What stays fixed while x moves, for an activation of more than one number. */
export const companions: readonly number[] = [1, 0, -1];

/** How the x of a figure enters the activation, in words; nothing where it is f(x) itself. */
export function sectionLegend(definition: Definition): string | undefined {
  const { domain } = definition;
  if (domain.kind === "pointwise") return undefined;
  if (domain.kind === "axis")
    return `first result for the row (x, ${companions.join(", ").replace("-", "−")})`;
  const parts = partsOf(definition);
  if (parts === 1) return "first result for x";
  return parts === 2 ? "result for a = 1 and b = x" : `result for ${parts - 1} parts at 1 and the last at x`;
}

function partsOf(definition: Definition): number {
  const { domain } = definition;
  if (domain.kind !== "grouped") return 1;
  if (typeof domain.parts === "number") return domain.parts;
  const option = definition.options[domain.parts];
  return option?.type === "number" ? option.default : 1;
}

/** `count` inputs from `lower` to `upper`, both included. */
export function inputs(lower: number, upper: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => lower + ((upper - lower) * i) / (count - 1));
}

/**
 * Evaluates an activation along a line of inputs on a runtime, with its derivatives up to `order`. Without waiting where
 * all of its backends can; a figure that follows a slider must not lag.
 */
export function section(
  runtime: Runtime,
  activation: AnyActivation,
  options: OptionValues,
  x: Float64Array,
  order: 0 | 1 | 2,
): Section {
  const { definition } = activation;
  if (definition.domain.kind !== "pointwise") return rowSection(runtime, activation, options, x, order);
  const value = runtime.forwardSync(activation, x, options) as Float64Array;
  if (order === 0) return { x, value };
  const ones = new Float64Array(x.length).fill(1);
  const slope = gradientForX(runtime.backwardSync(activation, x, ones, options));
  if (order === 1) return { x, value, slope };
  const curvature = gradientForX(runtime.backwardSync(slopeOf(activation), x, ones, options));
  return { x, value, slope, curvature };
}

const slopes = new WeakMap<Definition, AnyActivation>();

/** The derivative as an activation: its gradient is f″. Made once, so that its kernels are compiled once. */
export function slopeOf(activation: AnyActivation): AnyActivation {
  const known = slopes.get(activation.definition);
  if (known !== undefined) return known;
  const made: AnyActivation = derivative(activation as unknown as Activation);
  slopes.set(activation.definition, made);
  return made;
}

/** One row for each x, the other members fixed; the first result and how it follows x. */
function rowSection(
  runtime: Runtime,
  activation: AnyActivation,
  options: OptionValues,
  x: Float64Array,
  order: 0 | 1 | 2,
): Section {
  const { definition } = activation;
  const parts = partsOf(definition);
  const isAxis = definition.domain.kind === "axis";
  const width = isAxis ? companions.length + 1 : parts;
  const moving = isAxis ? 0 : width - 1;
  const fixed = isAxis ? [0, ...companions] : new Array<number>(width).fill(1);
  const rows = rowsOf(x, fixed, moving);
  const given = { ...options, axis: 1 };
  const y = runtime.forwardSync(activation, rows, given) as Tensor;
  const stride = y.size / x.length;
  const value = x.map((_, i) => Number(y.data[i * stride]));
  if (order === 0) return { x, value };
  const dy = new Tensor(
    "float64",
    y.shape,
    new Float64Array(y.size).map((_, i) => (i % stride === 0 ? 1 : 0)),
  );
  const dx = gradientForX(runtime.backwardSync(activation, rows, dy, given));
  return { x, value, slope: x.map((_, i) => dx[i * width + moving] as number) };
}

function rowsOf(x: Float64Array, fixed: readonly number[], moving: number): Tensor<"float64"> {
  const width = fixed.length;
  const data = new Float64Array(x.length * width);
  for (const [i, at] of x.entries()) {
    data.set(fixed, i * width);
    data[i * width + moving] = at;
  }
  return new Tensor("float64", [x.length, width], data);
}

/** Backward answers with the gradient for x, or with a record of it and those of the learnt options. */
function gradientForX(answer: unknown): Float64Array {
  if (ArrayBuffer.isView(answer)) return answer as Float64Array;
  if (Tensor.isTensor(answer)) return answer.data as Float64Array;
  return gradientForX((answer as { readonly x: unknown }).x);
}
