import { type AnyActivation, defaultRuntime, Tensor } from "@actfn/core";

/** The value of an activation on the registered backend, in float32. */
export async function valuesOf(
  activation: AnyActivation,
  data: Float32Array,
  shape: readonly number[] = [data.length],
): Promise<Float32Array> {
  const result = await defaultRuntime().forward(
    activation,
    new Tensor("float32", shape, data),
    axisOf(activation, shape),
  );
  return (result as Tensor<"float32">).data;
}

/** The gradient of an activation for x, given that of its output, on the registered backend. */
export async function gradientOf(
  activation: AnyActivation,
  data: Float32Array,
  dy: Float32Array,
  shape: readonly number[] = [data.length],
): Promise<Float32Array> {
  const x = new Tensor("float32", shape, data);
  const result = await defaultRuntime().backward(
    activation,
    x,
    new Tensor("float32", shape, dy),
    axisOf(activation, shape),
  );
  // Where options are learned, a record comes back with the gradient of each.
  const gradient = Tensor.isTensor(result) ? result : (result as { x: Tensor }).x;
  return gradient.data as Float32Array;
}

/** The slope f′ at each number, on the registered backend. */
export function slopeOf(activation: AnyActivation, data: Float32Array): Promise<Float32Array> {
  return gradientOf(activation, data, new Float32Array(data.length).fill(1));
}

function axisOf({ definition }: AnyActivation, shape: readonly number[]): Record<string, number> {
  return definition.domain.kind === "pointwise" ? {} : { axis: shape.length - 1 };
}

/** Root mean square. */
export function rms(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return Math.sqrt(sum / values.length);
}

/** The share of numbers for which a test holds. */
export function share(values: ArrayLike<number>, test: (value: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (test(values[i] as number)) count += 1;
  return count / values.length;
}

/** How activations are called in pictures, so that no two bear one name. */
export function labelsOf(activations: readonly AnyActivation[]): string[] {
  return distinct(activations.map(labelOf));
}

/** Names of which those that occur again are numbered: `a`, `b`, `a (2)`. */
export function distinct(names: readonly string[]): string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** How an activation is called in pictures: its title, with the options that are set. */
export function labelOf({ definition, preset }: AnyActivation): string {
  const given = Object.entries(preset).map(([name, value]) => `${name} ${String(value)}`);
  return given.length === 0 ? definition.title : `${definition.title} (${given.join(", ")})`;
}
