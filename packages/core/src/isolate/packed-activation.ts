import { activationNamed, builtinOf } from "../activations/lookup.js";
import type { KernelRequest } from "../backend/backend.js";
import { bind } from "../definition/binding.js";
import type { Definition, OptionSpec } from "../definition/definition.js";
import { type Expression, input } from "../expression/expression.js";
import { uniformOptions } from "../request/uniform.js";

/**
 * An activation on its way into a worker: by the built-in definition that it is or is a copy of, so that the backend may
 * run it natively; otherwise as its expressions, which are plain data, for all options that the same kernels serve.
 */
export type PackedActivation =
  | { readonly kind: "builtin"; readonly builtin: string; readonly name: string }
  | {
      readonly kind: "expressions";
      readonly name: string;
      readonly domain: Definition["domain"];
      readonly learned: readonly string[];
      readonly specs: readonly (readonly [string, OptionSpec])[];
      readonly printed: readonly Expression[];
      readonly forward: readonly Expression[] | undefined;
      readonly backward: readonly Expression[] | undefined;
    };

export function packActivation({ activation, options }: KernelRequest): PackedActivation {
  const builtin = builtinOf(activation);
  if (builtin !== undefined) return { kind: "builtin", builtin: builtin.name, name: activation.name };
  const { name, domain, learned, stable } = activation;
  const bindings = bind(activation, options, uniformOptions(activation, options));
  const forward = stable?.forward?.(bindings);
  return {
    kind: "expressions",
    name,
    domain,
    learned,
    specs: Object.entries(activation.options).map(([option, spec]) => [option, plain(spec)]),
    printed: [activation.expression(bindings)].flat() as Expression[],
    forward: forward === undefined ? undefined : ([forward].flat() as Expression[]),
    backward: stable?.backward?.({ ...bindings, dy: input("dy") }),
  };
}

/** The definition that a worker computes from. */
export function unpackActivation(packed: PackedActivation): Definition {
  if (packed.kind === "builtin") {
    const { definition } = activationNamed(packed.builtin);
    return packed.name === definition.name ? definition : { ...definition, name: packed.name };
  }
  const { name, domain, learned, specs, printed, forward, backward } = packed;
  const stable = {
    ...(forward === undefined ? {} : { forward: () => forward }),
    ...(backward === undefined ? {} : { backward: () => backward }),
  };
  // Of the metadata a backend reads none; what it computes from is here.
  return {
    name,
    title: name,
    summary: name,
    domain,
    learned,
    options: Object.fromEntries(specs),
    expression: () => printed,
    stable,
  };
}

/**
 * What of an option can be sent: its data. Values have been checked before, so that the test of `accepts` is not needed,
 * nor is anything that an author has added.
 */
function plain(spec: OptionSpec): OptionSpec {
  return Object.fromEntries(
    Object.entries(spec).filter(([field]) => sent.has(field)),
  ) as unknown as OptionSpec;
}

const sent: ReadonlySet<string> = new Set([
  "type",
  "default",
  "choices",
  "channel",
  "shown",
  "tex",
  "description",
]);
