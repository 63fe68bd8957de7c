import { catalogue } from "../activations/catalogue.js";
import { activationNamed } from "../activations/lookup.js";
import type { KernelRequest } from "../backend.js";
import { bind } from "../binding.js";
import type { Definition, OptionSpec, ResolvedOptions } from "../definition.js";
import { type Expression, input } from "../expression/expression.js";

/**
 * An activation on its way into a worker: by name where it is of the catalogue, so that the backend may know it natively;
 * otherwise as its expressions for one choice of options, which are plain data.
 */
export type PackedActivation =
  | { readonly kind: "catalogue"; readonly name: string; readonly options: ResolvedOptions }
  | {
      readonly kind: "expressions";
      readonly name: string;
      readonly domain: Definition["domain"];
      readonly learnt: readonly string[];
      readonly specs: readonly (readonly [string, OptionSpec])[];
      readonly options: ResolvedOptions;
      readonly printed: readonly Expression[];
      readonly forward: readonly Expression[] | undefined;
      readonly backward: readonly Expression[] | undefined;
    };

/** An activation as a worker knows it. */
export interface UnpackedActivation {
  readonly definition: Definition;
  readonly options: ResolvedOptions;
}

export function packActivation({ activation, options }: KernelRequest): PackedActivation {
  if (catalogue.some(({ definition }) => definition === activation)) {
    return { kind: "catalogue", name: activation.name, options };
  }
  const { name, domain, learnt, stable } = activation;
  const bindings = bind(activation, options);
  const forward = stable?.forward?.(bindings);
  return {
    kind: "expressions",
    name,
    domain,
    learnt,
    specs: Object.entries(activation.options).map(([option, spec]) => [option, plain(spec)]),
    options,
    printed: [activation.expression(bindings)].flat() as Expression[],
    forward: forward === undefined ? undefined : ([forward].flat() as Expression[]),
    backward: stable?.backward?.({ ...bindings, dy: input("dy") }),
  };
}

export function unpackActivation(packed: PackedActivation): UnpackedActivation {
  const options = Object.freeze(packed.options);
  if (packed.kind === "catalogue") return { definition: activationNamed(packed.name).definition, options };
  const { name, domain, learnt, specs, printed, forward, backward } = packed;
  const stable = {
    ...(forward === undefined ? {} : { forward: () => forward }),
    ...(backward === undefined ? {} : { backward: () => backward }),
  };
  // Of the metadata a backend reads none; what it computes from is here.
  const definition: Definition = {
    name,
    title: name,
    summary: name,
    domain,
    learnt,
    options: Object.fromEntries(specs),
    expression: () => printed,
    stable,
  };
  return { definition, options };
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
