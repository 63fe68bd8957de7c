import type { AnyActivation, Definition, DType, Pass, Tensor } from "@actfn/core";
import { toDoubles } from "../numbers/format.js";
import type { Random } from "../numbers/random.js";
import { type Call, outputShapeOf } from "../run/call.js";
import { tensorOf } from "./values.js";

/** Ordinary numbers to stand beside the one that is looked at. */
const companions = [0.5, -1.25, 2, 0.75];

/** Options that an activation is called with, and how its inputs are laid out. */
export interface Layout {
  readonly options: Readonly<Record<string, unknown>>;
  readonly x: Tensor;
}

/**
 * Lays out numbers so that each is looked at on its own: pointwise as they are; along an axis each in a row of four with
 * ordinary companions, at every position; grouped in each of the parts, with ordinary numbers in the others.
 */
export function arrange(
  activation: AnyActivation,
  values: Tensor,
  options: Readonly<Record<string, unknown>> = {},
): Layout {
  const { definition } = activation;
  if (definition.domain.kind === "pointwise")
    return { options: completeOptions(definition, options, values), x: values };
  const width = definition.domain.kind === "axis" ? companions.length : partsIn(activation, options);
  const rows = values.size * width;
  const numbers = companionRows(rows, width);
  for (const [i, value] of toDoubles(values).entries()) {
    for (let position = 0; position < width; position++)
      numbers[(i * width + position) * width + position] = value;
  }
  const x = tensorOf(numbers, values.dtype, [rows, width]);
  return { options: completeOptions(definition, { ...options, axis: 1 }, x), x };
}

function companionRows(rows: number, width: number): number[] {
  return Array.from(
    { length: rows * width },
    (_, i) => companions[(i + Math.floor(i / width)) % companions.length] as number,
  );
}

/** Into how many parts a grouped activation cuts its axis. */
export function partsIn(
  { definition, preset }: AnyActivation,
  options: Readonly<Record<string, unknown>>,
): number {
  const { domain } = definition;
  if (domain.kind !== "grouped") return 1;
  if (typeof domain.parts === "number") return domain.parts;
  const given = options[domain.parts] ?? preset[domain.parts];
  const spec = definition.options[domain.parts];
  return (given ?? (spec?.type === "number" ? spec.default : 1)) as number;
}

/** Options with the last axis where an axis is not given, and a scalar for each tensor option that is required. */
export function completeOptions(
  definition: Definition,
  options: Readonly<Record<string, unknown>>,
  x: Tensor,
): Record<string, unknown> {
  const complete: Record<string, unknown> = { ...options };
  for (const [name, spec] of Object.entries(definition.options)) {
    if (spec.type === "axis") complete[name] ??= -1;
    if (spec.type === "tensor" && spec.default === undefined && complete[name] === undefined) {
      complete[name] = tensorOf([0.25], x.dtype, []);
    }
  }
  return complete;
}

/** A call over laid-out inputs; for backward with a random cotangent where a generator is given, otherwise ones. */
export function callOf(activation: AnyActivation, pass: Pass, { options, x }: Layout, random?: Random): Call {
  if (pass === "forward" || random === undefined) return { activation, pass, options, x };
  return {
    activation,
    pass,
    options,
    x,
    dy: randomTensor(x.dtype, outputShapeOf({ activation, pass: "forward", options, x }), random),
  };
}

/** Normally distributed numbers. */
export function randomTensor(dtype: DType, shape: readonly number[], random: Random): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensorOf(
    Float64Array.from({ length: size }, () => random.normal()),
    dtype,
    shape,
  );
}

/** A tensor's elements in a few words, for messages. */
export function describeTensor(tensor: Tensor): string {
  const values = toDoubles(tensor);
  const shown = [...values.slice(0, 8)]
    .map((value) => (Object.is(value, -0) ? "-0" : String(value)))
    .join(", ");
  return `[${shown}${values.length > 8 ? ", …" : ""}]`;
}
