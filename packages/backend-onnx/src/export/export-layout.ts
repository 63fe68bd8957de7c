import {
  type AnyActivation,
  type Definition,
  partsOf,
  type ResolvedOptions,
  sizeOf,
  Tensor,
  type TensorOption,
  tensorOptionsOf,
  toRequest,
} from "@actfn/core";
import { ExportError } from "../errors/export-error.js";
import type { Layout } from "../lowering/layout.js";
import { type Extent, show } from "./check-asked.js";

/** The shapes of an exported model, and the options that are fixed in it. */
export interface ExportLayout {
  /** The activation's options. Tensor options become inputs of the model. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The number of axes of x, each of any length. Default: 1, or as many as the activation's axis requires. */
  readonly rank?: number;
  /** The axes of x, instead of `rank`: for each a length, or a name for any length. */
  readonly shape?: readonly (number | string)[];
  /** The extent of each tensor option. Default: `"channel"` for options that are per channel in PyTorch, `"scalar"` for others. */
  readonly tensors?: Readonly<Record<string, Extent>>;
}

/** Checks the options of an export and determines the shapes of the model's tensors. */
export function exportLayout(
  activation: AnyActivation,
  asked: ExportLayout,
): { layout: Layout; resolved: ResolvedOptions } {
  const { definition } = activation;
  const given = { ...activation.preset, ...asked.options };
  const dims = dimsAsked(definition, given, asked);
  const resolved = resolve(definition, given, dims);
  const parts = partsOf(definition, resolved);
  const axis = definition.domain.kind === "pointwise" ? undefined : (resolved["axis"] as number);
  const along = axis === undefined ? undefined : dims[axis];
  if (typeof along === "number" && along % parts !== 0) {
    throw new ExportError(
      definition.name,
      `axis ${axis} has length ${along}; it must be a multiple of ${parts}.`,
    );
  }
  const extents = tensorOptionsOf(definition).map(([name]) =>
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
    if (!Array.isArray(shape))
      throw new ExportError(
        definition.name,
        `the shape is ${show(shape)}; it must be a list of lengths and names.`,
      );
    const wrong = shape.findIndex((dim) => !isDimension(dim));
    if (wrong === -1) return shape;
    throw new ExportError(
      definition.name,
      `${show(shape[wrong])} in the shape is neither a length nor a name. A length is an integer from 1 to 2^53 - 1.`,
    );
  }
  const spec = definition.options["axis"];
  const axis = Number(given["axis"] ?? (spec?.type === "axis" ? spec.default : 0));
  const reached = Number.isInteger(axis) ? Math.max(2, axis < 0 ? -axis : axis + 1) : 2;
  const needed = spec?.type === "axis" ? reached : 1;
  const wanted = rank ?? needed;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 16) {
    throw new ExportError(definition.name, `rank is ${show(wanted)}; it must be an integer from 0 to 16.`);
  }
  return Array.from({ length: wanted }, (_, i) => `n${i}`);
}

function isDimension(dim: unknown): boolean {
  return typeof dim === "string" ? dim !== "" : Number.isSafeInteger(dim) && (dim as number) >= 1;
}

/**
 * The options, checked by core as for a call with a tensor of as many axes. The tensor is almost empty whatever the number of
 * axes: an axis of length 0 can be divided into any number of parts.
 */
function resolve(
  definition: Definition,
  given: Readonly<Record<string, unknown>>,
  dims: readonly unknown[],
): ResolvedOptions {
  const placeholders = Object.fromEntries(tensorOptionsOf(definition).map(([name]) => [name, 0]));
  const length = definition.domain.kind === "grouped" ? 0 : 1;
  const shape = dims.map(() => length);
  const x = new Tensor("float32", shape, new Float32Array(sizeOf(shape)));
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
      `${name} per channel requires an x with at least 2 axes; x has ${dims.length}.`,
    );
  }
  if (typeof extent === "string")
    return dims.map((_, axis) => extent === "element" || (extent === "channel" && axis === 1));
  const beyond = extent.find((axis) => axis >= dims.length);
  if (beyond !== undefined) {
    throw new ExportError(
      definition.name,
      `${name} extends along axis ${beyond}, but x has ${dims.length} axes. Axes are counted from 0.`,
    );
  }
  return dims.map((_, axis) => extent.includes(axis));
}
