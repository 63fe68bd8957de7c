import { catalogue } from "../activations/catalogue.js";
import { activationNamed } from "../activations/lookup.js";
import type { KernelRequest } from "../backend/backend.js";
import { bind } from "../definition/binding.js";
import type { Definition, OptionSpec } from "../definition/definition.js";
import { type Expression, input } from "../expression/expression.js";
import { uniformOptions } from "../request/uniform.js";

/**
 * An activation on its way into a worker: by name where it is of the catalogue, so that the backend may know it natively;
 * otherwise as its expressions, which are plain data, for all options that the same kernels serve.
 */
export type PackedActivation =
  | { readonly kind: "catalogue"; readonly name: string }
  | {
      readonly kind: "expressions";
      readonly name: string;
      readonly domain: Definition["domain"];
      readonly learnt: readonly string[];
      readonly specs: readonly (readonly [string, OptionSpec])[];
      readonly printed: readonly Expression[];
      readonly forward: readonly Expression[] | undefined;
      readonly backward: readonly Expression[] | undefined;
    };

export function packActivation({ activation, options }: KernelRequest): PackedActivation {
  if (catalogue.some(({ definition }) => definition === activation)) {
    return { kind: "catalogue", name: activation.name };
  }
  const { name, domain, learnt, stable } = activation;
  const bindings = bind(activation, options, uniformOptions(activation, options));
  const forward = stable?.forward?.(bindings);
  return {
    kind: "expressions",
    name,
    domain,
    learnt,
    specs: Object.entries(activation.options).map(([option, spec]) => [option, plain(spec)]),
    printed: [activation.expression(bindings)].flat() as Expression[],
    forward: forward === undefined ? undefined : ([forward].flat() as Expression[]),
    backward: stable?.backward?.({ ...bindings, dy: input("dy") }),
  };
}

/** The definition that a worker computes from. */
export function unpackActivation(packed: PackedActivation): Definition {
  if (packed.kind === "catalogue") return activationNamed(packed.name).definition;
  const { name, domain, learnt, specs, printed, forward, backward } = packed;
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
    learnt,
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
