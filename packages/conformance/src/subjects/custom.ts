import { type AnyActivation, defineActivation, type Expression } from "@actfn/core";

/** A pointwise activation of a name and an expression, such as a user might define. */
export function customActivation(name: string, expression: (x: Expression) => Expression): AnyActivation {
  return defineActivation({
    name,
    title: name,
    summary: "Defined by a user.",
    family: "linear",
    domain: { kind: "pointwise" },
    options: {},
    expression: ({ x }) => expression(x),
    properties: {
      range: { lower: -Infinity, upper: Infinity, closed: [false, false] },
      monotonic: true,
      smoothness: Infinity,
      zeroCentred: true,
      saturates: "none",
      cost: "trivial",
    },
  });
}
