import {
  type AnyActivation,
  type DType,
  InvalidOptionError,
  type NumberOption,
  type Tensor,
} from "@actfn/core";
import { requestOf } from "../run/call.js";
import { arrange, callOf, type Layout } from "./arrange.js";
import { tensorOf } from "./values.js";

/** The default options, and each option in turn at other values that it accepts. */
export function layoutsOf(activation: AnyActivation, x: Tensor): Layout[] {
  const layouts = [arrange(activation, x)];
  for (const [name, spec] of Object.entries(activation.definition.options)) {
    const { domain } = activation.definition;
    const isCount = domain.kind === "grouped" && domain.parts === name;
    for (const value of isCount ? [2, 3, 4] : othersOf(spec, x.dtype)) {
      const layout = arrange(activation, x, { [name]: value });
      if (isAccepted(activation, layout)) layouts.push(layout);
    }
  }
  return layouts;
}

function othersOf(spec: AnyActivation["definition"]["options"][string], dtype: DType): unknown[] {
  if (spec.type === "choice") return spec.choices.filter((choice) => choice !== spec.default);
  if (spec.type === "flag") return [!spec.default];
  if (spec.type === "number") return edgesOf(spec);
  if (spec.type === "tensor") return [0, -0.5, 1, 2.5].map((value) => tensorOf([value], dtype, []));
  return [];
}

/** Each number option of an activation in turn at a value, where it accepts it. */
export function layoutsWith(activation: AnyActivation, x: Tensor, value: number): Layout[] {
  const { domain, options } = activation.definition;
  return Object.entries(options)
    .filter(([name, { type }]) => type === "number" && !(domain.kind === "grouped" && domain.parts === name))
    .map(([name]) => arrange(activation, x, { [name]: value }))
    .filter((layout) => isAccepted(activation, layout));
}

/** As many values of an activation's first number option as are wanted; none where it has no such option, or takes few values. */
export function manyLayouts(activation: AnyActivation, x: Tensor, count: number): Layout[] {
  const { domain, options } = activation.definition;
  for (const [name, spec] of Object.entries(options)) {
    if (spec.type !== "number" || (domain.kind === "grouped" && domain.parts === name)) continue;
    const scale = spec.default === 0 ? 1 : spec.default;
    const layouts = Array.from({ length: count }, (_, i) =>
      arrange(activation, x, { [name]: scale * (1 + i / 128) }),
    );
    return layouts.filter((layout) => isAccepted(activation, layout));
  }
  return [];
}

function edgesOf({ shown, default: usual, accepts }: NumberOption): number[] {
  const values = [...new Set([...(shown ?? []), usual + 1e-7, 0, -0.75, 1, 2, 3, 1e-6, 1e6])];
  return values.filter((value) => accepts === undefined || accepts.test(value));
}

function isAccepted(activation: AnyActivation, layout: Layout): boolean {
  try {
    requestOf(callOf(activation, "forward", layout), "strict");
    return true;
  } catch (error) {
    if (InvalidOptionError.isInstance(error)) return false;
    throw error;
  }
}
