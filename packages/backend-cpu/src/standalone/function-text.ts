import { type AnyActivation, activationNamed, ConfigError } from "@actfn/core";
import type { CompiledFunction } from "./module.js";

/**
 * Reads a function as it stands on a command line: `gelu`, `softmax:axis=-1`, `softplus:beta=2,threshold=20`, or with a
 * name to export it under, `rowSoftmax=softmax:axis=0`. Throws an `ActivationNameError`, an `UnknownOptionError`, an
 * `InvalidOptionError` or a `ConfigError`.
 */
export function functionFromText(text: string): CompiledFunction {
  const match = /^(?:(\w+)=)?([\w-]+)(?::(.+))?$/.exec(text);
  if (match === null) throw wrong(text, "a function, such as gelu or softmax:axis=-1");
  const [, name, activationName = "", options] = match;
  const activation = activationNamed(activationName);
  const given = (options?.split(",") ?? []).map((option) => {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(option) ?? [];
    if (key === undefined || value === undefined)
      throw wrong(text, "written with options as softmax:axis=-1");
    return [key, optionValue(activation, key, value)] as const;
  });
  return { name: name ?? activation.definition.name, activation: activation.with(Object.fromEntries(given)) };
}

function wrong(text: string, allowed: string): ConfigError {
  return new ConfigError("actfn compile", "a function", text, allowed);
}

/** A value as the option's type has it; what is no such value is left as it is, for the check of options to say so. */
function optionValue({ definition }: AnyActivation, option: string, text: string): number | string | boolean {
  const type = definition.options[option]?.type;
  if (type === "choice") return text;
  if (type === "flag") return text === "true" ? true : text === "false" ? false : text;
  const number = Number(text);
  return text.trim() === "" || (Number.isNaN(number) && text !== "NaN") ? text : number;
}
