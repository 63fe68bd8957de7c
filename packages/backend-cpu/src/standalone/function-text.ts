import { type AnyActivation, activationNamed, ConfigError } from "@actfn/core";
import type { CompiledFunction } from "./module.js";

/**
 * Reads a function of the command line: `gelu`, `softmax:axis=-1`, `softplus:beta=2,threshold=20`, or
 * `rowSoftmax=softmax:axis=0`, which exports it as `rowSoftmax`. Throws an `ActivationNameError`, an `UnknownOptionError`, an
 * `InvalidOptionError` or a `ConfigError`.
 */
export function functionFromText(text: string): CompiledFunction {
  const match = /^(?:([A-Za-z_]\w*)=)?([\w-]+)(?::(.+))?$/.exec(text);
  if (match === null) throw wrong(text, "a function, such as gelu or softmax:axis=-1");
  const [, name, activationName = "", options] = match;
  const activation = activationNamed(activationName);
  const given = (options?.split(",") ?? []).map((option) => {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(option) ?? [];
    if (key === undefined || value === undefined)
      throw wrong(text, "a name with options such as softmax:axis=-1");
    return [key, optionValue(activation, key, value)] as const;
  });
  return { name: name ?? activation.definition.name, activation: activation.with(Object.fromEntries(given)) };
}

function wrong(text: string, allowed: string): ConfigError {
  return new ConfigError("actfn compile", "a function", text, allowed);
}

/** Reads a value by the type of its option. Other text stays as it is, and the check of options refuses it. */
function optionValue({ definition }: AnyActivation, option: string, text: string): number | string | boolean {
  const type = definition.options[option]?.type;
  if (type === "choice") return text;
  if (type === "flag") return text === "true" ? true : text === "false" ? false : text;
  const number = Number(text);
  return text.trim() === "" || (Number.isNaN(number) && text !== "NaN") ? text : number;
}
