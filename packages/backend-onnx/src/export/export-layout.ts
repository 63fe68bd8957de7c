import {
  type AnyActivation,
  type Definition,
  partsOf,
  type ResolvedOptions,
  Tensor,
  type TensorOption,
  toRequest,
} from "@actfn/core";
import { ExportError } from "../errors/export-error.js";
import { type Layout, tensorOptions } from "../lowering/layout.js";

/** How far a tensor option extends: one number for all, one per channel (axis 1), or one per element. */
export type Extent = "scalar" | "channel" | "element";

/** The shapes of an exported model, and the options that are fixed in it. */
export interface ExportLayout {
  /** The activation's options. Tensor options become inputs of the model. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The number of x's axes, each of any length; 1 where absent, or as many as the activation's axis needs. */
  readonly rank?: number;
  /** x's axes one by one, instead of `rank`: a length, or a name that stands for any. */
  readonly shape?: readonly (number | string)[];
  /** How far each tensor option extends; where absent `"channel"` for options that PyTorch has per channel, else `"scalar"`. */
  readonly tensors?: Readonly<Record<string, Extent>>;
}

/** Checks what is asked and lays the model's tensors out. */
export function exportLayout(
  activation: AnyActivation,
  asked: ExportLayout,
): { layout: Layout; resolved: ResolvedOptions } {
  const { definition } = activation;
  const given = { ...activation.preset, ...asked.options };
  const dims = dimsAsked(definition, given, asked);
  const parts = partsOf(definition, withDefaults(definition, given));
  const resolved = resolve(definition, given, dims, parts);
  const axis = definition.domain.kind === "pointwise" ? undefined : (resolved["axis"] as number);
  const along = axis === undefined ? undefined : dims[axis];
  if (typeof along === "number" && along % parts !== 0) {
    throw new ExportError(
      definition.name,
      `axis ${axis} has length ${along}, which is not a multiple of ${parts}.`,
    );
  }
  const extents = tensorOptions(definition).map((name) =>
    extentOf(definition, name, dims, asked.tensors?.[name]),
  );
  return { layout: { key: "export", dims, axis, extents, dropsAxis: true }, resolved };
}

function dimsAsked(
  definition: Definition,
  given: Readonly<Record<string, unknown>>,
  { rank, shape }: ExportLayout,
): readonly (number | string)[] {
  if (shape !== undefined) {
    const wrong = shape.find((dim) =>
      typeof dim === "number" ? !Number.isInteger(dim) || dim < 1 : dim === "",
    );
    if (wrong !== undefined) {
      throw new ExportError(
        definition.name,
        `${JSON.stringify(wrong)} in its shape is neither a length nor a name.`,
      );
    }
    return shape;
  }
  const spec = definition.options["axis"];
  const axis = Number(given["axis"] ?? (spec?.type === "axis" ? spec.default : 0));
  const needed = spec?.type === "axis" ? Math.max(2, axis < 0 ? -axis : axis + 1) : 1;
  const wanted = rank ?? needed;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 16) {
    throw new ExportError(definition.name, `rank ${wanted} is not a number of axes from 0 to 16.`);
  }
  return Array.from({ length: wanted }, (_, i) => `n${i}`);
}

function withDefaults(definition: Definition, given: Readonly<Record<string, unknown>>): ResolvedOptions {
  const values: Record<string, number> = {};
  for (const [name, spec] of Object.entries(definition.options)) {
    const value = given[name] ?? ("default" in spec ? spec.default : undefined);
    if (typeof value === "number") values[name] = value;
  }
  return values;
}

/** The options, checked by core as for a call with the smallest tensor of the shape. */
function resolve(
  definition: Definition,
  given: Readonly<Record<string, unknown>>,
  dims: readonly unknown[],
  parts: number,
): ResolvedOptions {
  const placeholders = Object.fromEntries(tensorOptions(definition).map((name) => [name, 0]));
  const lengths = dims.map(() => parts);
  const size = lengths.reduce((product, length) => product * length, 1);
  const x = new Tensor("float32", lengths, new Float32Array(size));
  return toRequest({ definition, pass: "forward", x, options: { ...given, ...placeholders } }, "fast")
    .options;
}

function extentOf(
  definition: Definition,
  name: string,
  dims: readonly unknown[],
  asked: Extent | undefined,
): readonly boolean[] {
  const { channel } = definition.options[name] as TensorOption;
  const extent = asked ?? (channel === true && dims.length >= 2 ? "channel" : "scalar");
  if (extent === "channel" && dims.length < 2) {
    throw new ExportError(
      definition.name,
      `${name} per channel needs an x of at least 2 axes, not ${dims.length}.`,
    );
  }
  return dims.map((_, axis) => extent === "element" || (extent === "channel" && axis === 1));
}
