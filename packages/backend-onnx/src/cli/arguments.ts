import { type AnyActivation, activationNamed } from "@actfn/core";
import { UsageError } from "@actfn/core/checks";
import { choices, extents } from "../export/check-asked.js";
import type { RepositoryModel } from "../export/model-repository.js";

/** The arguments of the command line that name models. */
export interface Words {
  readonly pass?: string | undefined;
  readonly dtype?: string | undefined;
  readonly precision?: string | undefined;
  readonly rank?: string | undefined;
  readonly shape?: string | undefined;
  readonly option?: readonly string[] | undefined;
  readonly tensor?: readonly string[] | undefined;
}

/** Parses the models to export: names such as `gelu`, or names with options, `softmax:axis=1,temperature=2`. */
export function modelsAsked(names: readonly string[], words: Words): RepositoryModel[] {
  return names.map((name) => modelAsked(name, words));
}

function modelAsked(text: string, words: Words): RepositoryModel {
  const [name = "", own = ""] = text.split(/:(.*)/s);
  const activation = activationNamed(name);
  const pairs = [...(words.option ?? []), ...own.split(",").filter((pair) => pair !== "")];
  return {
    activation,
    pass: oneOf("--pass", words.pass, choices.pass),
    dtype: oneOf("--dtype", words.dtype, choices.dtype),
    precision: oneOf("--precision", words.precision, choices.precision),
    options: optionsAsked(activation, pairs),
    ...(words.rank === undefined ? {} : { rank: count("--rank", words.rank) }),
    ...(words.shape === undefined ? {} : { shape: words.shape.split(",").map(dimension) }),
    tensors: Object.fromEntries(
      (words.tensor ?? []).map((pair) => {
        const [option, extent] = split("--tensor", pair);
        const axes = /^\d+(,\d+)*$/.test(extent) ? extent.split(",").map(Number) : undefined;
        return [option, axes ?? oneOf("--tensor", extent, extents)];
      }),
    ),
  };
}

function count(flag: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`${flag} is ${JSON.stringify(text)}; it must be a number of axes.`);
}

function dimension(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function optionsAsked({ definition }: AnyActivation, pairs: readonly string[]): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const pair of pairs) {
    const [name, value] = split("--option", pair);
    const type = definition.options[name]?.type;
    options[name] =
      type === "choice"
        ? value
        : type === "flag" && /^(true|false)$/.test(value)
          ? value === "true"
          : Number(value);
  }
  return options;
}

function split(flag: string, pair: string): [string, string] {
  const at = pair.indexOf("=");
  if (at < 1) throw new UsageError(`${flag} is ${JSON.stringify(pair)}; it must be name=value.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function oneOf<T extends string>(flag: string, value: string | undefined, allowed: readonly T[]): T {
  const found = value === undefined ? allowed[0] : allowed.find((one) => one === value);
  if (found === undefined) {
    throw new UsageError(`${flag} is ${JSON.stringify(value)}; it must be one of ${allowed.join(", ")}.`);
  }
  return found;
}
