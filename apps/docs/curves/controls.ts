import type { Definition, OptionSpec } from "@actfn/core";
import { type OptionValues, shownWeight } from "@actfn/plot";

/** A control for an option of a figure, as plain data: it is part of the page as it is served. */
export type Control =
  | {
      readonly kind: "slider";
      readonly name: string;
      readonly description: string;
      readonly start: number;
      readonly range: readonly [number, number];
      readonly step: number;
    }
  | {
      readonly kind: "choice";
      readonly name: string;
      readonly description: string;
      readonly start: string;
      readonly choices: readonly string[];
    }
  | { readonly kind: "flag"; readonly name: string; readonly description: string; readonly start: boolean };

/** The controls of an activation, in the order of its options. The axis is the figure's own. */
export function controlsOf({ options, domain }: Definition): Control[] {
  return Object.entries(options).flatMap(([name, spec]): Control[] => {
    const { description } = spec;
    if (spec.type === "axis") return [];
    // In the figure's one row of finite numbers these change nothing: a tensor option is the same for all of it.
    if (domain.kind === "axis" && (spec.type === "tensor" || name === "masked")) return [];
    if (spec.type === "flag") return [{ kind: "flag", name, description, start: spec.default }];
    if (spec.type === "choice")
      return [{ kind: "choice", name, description, start: spec.default, choices: spec.choices }];
    const isInteger = spec.type === "number" && spec.accepts !== undefined && !spec.accepts.test(1.5);
    const range = rangeOfOption(spec);
    const step = isInteger ? 1 : Number(((range[1] - range[0]) / 200).toPrecision(3));
    return [{ kind: "slider", name, description, start: spec.default ?? shownWeight, range, step }];
  });
}

function rangeOfOption(spec: OptionSpec): readonly [number, number] {
  if (spec.type === "number" && spec.shown !== undefined) return spec.shown;
  const middle = typeof spec.default === "number" ? spec.default : shownWeight;
  return middle === 0 ? [-1, 1] : [Math.min(0, 2 * middle), Math.max(1, 3 * middle)];
}

/** The options that a figure starts with. */
export function startOf(controls: readonly Control[]): OptionValues {
  return Object.fromEntries(controls.map(({ name, start }) => [name, start]));
}
