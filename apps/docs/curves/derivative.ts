import {
  type Activation,
  type AnyActivation,
  defineActivation,
  differentiate,
  type Expression,
  input,
} from "@actfn/core";

const remembered = new WeakMap<object, AnyActivation>();

/**
 * The derivative of a pointwise activation as an activation of its own, with the same options. Its value is f′ and its
 * gradient is f″, on whichever backend runs it. Where the definition has a form of the gradient that keeps its digits,
 * that form is the expression.
 */
export function derivativeOf(activation: AnyActivation): AnyActivation {
  const { definition, preset } = activation;
  let derivative = remembered.get(definition);
  if (derivative === undefined) {
    const { stable, domain, check, options, name, title, summary, family, properties } = definition;
    derivative = defineActivation({
      name: `${name}Derivative`,
      title: `${title}′`,
      summary: `The derivative of: ${summary}`,
      family,
      properties,
      domain,
      options: options as Record<never, never>,
      ...(check === undefined ? {} : { check }),
      expression: (bindings): Expression => {
        const backward = stable?.backward?.({ ...bindings, dy: input("dy") } as never)?.[0];
        if (backward !== undefined) return backward;
        const printed = [definition.expression(bindings as never)].flat()[0] as Expression;
        return differentiate(printed, bindings.x);
      },
    }) as AnyActivation;
    remembered.set(definition, derivative);
  }
  return (derivative as Activation).with(preset as never) as AnyActivation;
}
