import { type Activation, defineActivation, type Expression } from "@actfn/core";

/** A pointwise activation of a name and an expression, such as a user might define. */
export function customActivation(name: string, expression: (x: Expression) => Expression): Activation {
  return defineActivation({
    name,
    expression: ({ x }) => expression(x),
  });
}
