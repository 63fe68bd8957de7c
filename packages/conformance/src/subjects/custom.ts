import { type AnyActivation, defineActivation, type Expression } from "@actfn/core";

/** A pointwise activation of a name and an expression, such as a user might define. */
export function customActivation(name: string, expression: (x: Expression) => Expression): AnyActivation {
  return defineActivation({
    name,
    expression: ({ x }) => expression(x),
  });
}
