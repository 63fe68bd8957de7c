import type { AnyActivation } from "../definition/definition.js";
import { checkDefinition } from "../definition/definition-check.js";
import { makeActivation } from "./activation.js";

/**
 * Defines an activation, once. See `Definition` for what it is made of; everything else (gradient, kernels, graphs,
 * formula, plot) follows from it, as for the built-in ones, which are defined in the same way.
 *
 * ```ts
 * const mish = defineActivation({ name: "mish", expression: ({ x }) => mul(x, tanh(softplus(x))) });
 * ```
 *
 * Throws a `DefinitionError` where the definition is not well formed.
 */
export const defineActivation: typeof makeActivation = (definition: object): never => {
  // The types of what comes and goes are those of makeActivation; what was really given is found out here.
  const activation: AnyActivation = makeActivation(definition as never);
  checkDefinition(activation.definition);
  return activation as never;
};
