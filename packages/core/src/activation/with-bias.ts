import type { AnyBindings, Definition, DefinitionOf } from "../definition/definition.js";
import { fields, flag } from "../errors/checks.js";
import { DefinitionError } from "../errors/definition-error.js";
import type { Expression, InputExpression } from "../expression/expression.js";
import { add } from "../expression/primitives.js";
import { substitute } from "../expression/substitute.js";
import type { TensorLike } from "../tensor/from.js";
import type { Activation } from "./activation.js";
import { defineActivation } from "./define.js";
import { joined } from "./forms.js";

/** The option that {@link withBias} adds. */
export interface BiasOptions {
  /** The summand of x: one number, one for each channel or feature, or a tensor that broadcasts to x. Default: 0. */
  readonly bias?: TensorLike;
}

const checkLayout = fields({ channel: flag });

/**
 * An activation with a learned bias in the same kernel: x ↦ f(x + bias). Backward also returns the gradient with respect to the bias.
 *
 * `channel: true` aligns a one-axis bias with axis 1 of x, as after a convolution. `channel: false` aligns it with the last
 * axis, as after a linear layer on (batch, sequence, features). Both mean the same for rank 2. Default: `true`.
 * Throws a `DefinitionError` for a grouped activation, and for one that has a bias; a `ConfigError` for an unknown option.
 */
export function withBias<O extends object, G extends string>(
  activation: Activation<O, G>,
  layout: { readonly channel?: boolean } = {},
): Activation<O & BiasOptions, G | "bias"> {
  checkLayout(layout, "", "withBias");
  const { channel = true } = layout;
  const { definition, preset } = activation;
  const { name, domain, options, stable } = definition;
  if (domain.kind === "grouped") {
    throw new DefinitionError(
      `withBias: ${name} is grouped, which withBias does not support. Add the bias to the layer before it.`,
    );
  }
  if ("bias" in options)
    throw new DefinitionError(
      `withBias: ${name} already has an option "bias". Use it, or rename it in your definition.`,
    );
  const shifted = (form: Expression, bindings: AnyBindings): Expression =>
    substitute(form, { x: add(bindings.x, bindings["bias"] as InputExpression) });
  const all = (forms: Expression | readonly Expression[], bindings: AnyBindings): Expression[] =>
    [forms].flat().map((form) => shifted(form as Expression, bindings));
  const biased: Definition = {
    ...definition,
    name: joined(name, "withBias"),
    title: `${definition.title} with bias`,
    summary: `Adds a learned bias, then: ${definition.summary.charAt(0).toLowerCase()}${definition.summary.slice(1)}`,
    aliases: [],
    options: {
      ...options,
      bias: { type: "tensor", default: 0, tex: "b", description: "What is added to x first.", channel },
    },
    learned: [...definition.learned, "bias"],
    expression: (bindings) => all(definition.expression(bindings), bindings),
    stable: {
      ...(stable?.forward && { forward: (bindings) => all(stable.forward?.(bindings) ?? [], bindings) }),
      ...(stable?.backward && {
        backward: (bindings) => {
          const gradients = all(stable.backward?.(bindings) ?? [], bindings);
          return [...gradients, gradients[0] as Expression];
        },
      }),
    },
  };
  const made = defineActivation<O & BiasOptions, G | "bias">(
    biased as unknown as DefinitionOf<O & BiasOptions, G | "bias">,
  );
  return made.with(preset as Partial<O & BiasOptions>) as unknown as Activation<O & BiasOptions, G | "bias">;
}
