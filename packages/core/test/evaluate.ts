import { type AnyActivation, type Definition, tensor, toRequest } from "../src/index.js";
import { evaluateRequest } from "../src/program/index.js";

/** The value of an activation in double by the reference evaluation, x along one axis. */
export function valuesOf(
  { definition, preset }: AnyActivation,
  x: readonly number[],
  options: object = {},
): number[] {
  const given = tensor(Float64Array.from(x));
  const all = { ...preset, ...options };
  const [y] = evaluateRequest(toRequest({ definition, pass: "forward", x: given, options: all }, "strict"));
  return [...(y?.data ?? [])];
}

/** The gradients for x and for what is learned, in double, given dy (ones where absent). */
export function gradientsOf(
  { definition, preset }: AnyActivation,
  x: readonly number[],
  options: object = {},
  dy?: readonly number[],
): number[][] {
  const given = tensor(Float64Array.from(x));
  const all = { ...preset, ...options };
  const length = dy?.length ?? valuesOf({ definition, preset }, x, options).length;
  const cotangent = Float64Array.from(dy ?? Array.from({ length }, () => 1));
  const request = toRequest(
    { definition, pass: "backward", x: given, dy: cotangent, options: all },
    "strict",
  );
  return evaluateRequest(request).map(({ data }) => [...data]);
}

/** The same activation without its stable forms: computed as it is printed. */
export function asPrinted({ definition, preset }: AnyActivation): AnyActivation {
  const { stable: _, ...printed } = definition;
  return { definition: printed as Definition, preset };
}

/** Numbers from low to high, both included, `count` steps apart. */
export function grid(low: number, high: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count);
}
