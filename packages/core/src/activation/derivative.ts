import type { AnyBindings, Definition, DefinitionOf } from "../definition/definition.js";
import { DefinitionError } from "../errors/definition-error.js";
import { show } from "../errors/print.js";
import { differentiate } from "../expression/differentiate.js";
import { type Expression, input } from "../expression/expression.js";
import { simplify } from "../expression/simplify.js";
import type { Activation } from "./activation.js";
import { defineActivation } from "./define.js";
import { computedSlope, joined, printedValue, requirePointwise } from "./forms.js";

/**
 * The derivative of an activation with respect to x, of order 1 to 8, as an activation: `derivative(gelu, 2)` is x ↦ gelu″(x).
 * It has a gradient of its own and runs on every backend. It has the options of the activation; options fixed by `with` stay
 * fixed. It has no `properties`.
 *
 * Its bounds are those of the activations themselves; for the orders 2 and 3 in float32, tests compare it with mpmath in the
 * tails, near 0 and where terms cancel. In float64, where results are below 1e-200, a steep tail magnifies the rounding of its
 * argument to a few hundred ulp.
 * Throws a `DefinitionError` for an activation that is not pointwise, or an order that is not an integer from 1 to 8.
 */
export function derivative<O extends object, G extends string>(
  activation: Activation<O, G>,
  order = 1,
): Activation<O, G> {
  requirePointwise("derivative", activation);
  if (!Number.isInteger(order) || order < 1 || order > 8) {
    throw new DefinitionError(`derivative: order is ${show(order)}; it must be an integer from 1 to 8.`);
  }
  const { definition, preset } = activation;
  const times = (expression: Expression, count: number): Expression => {
    let result = expression;
    for (let i = 0; i < count; i++) result = simplify(differentiate(result, input("x")));
    return result;
  };
  // A form for evaluation may clamp its argument, and has the slope 0 beyond: the printed form is what is differentiated.
  const printed = (bindings: AnyBindings): Expression => times(printedValue(definition, bindings), order);
  const derived: Definition = {
    ...describe(definition, order),
    name: joined(definition.name, order === 1 ? "Derivative" : `Derivative${order}`),
    domain: definition.domain,
    options: definition.options,
    learned: definition.learned,
    expression: printed,
    stable: {
      forward: (bindings) => (order === 1 ? computedSlope(definition, bindings) : printed(bindings)),
      backward: (bindings) =>
        ["x", ...definition.learned].map((name) => simplify(differentiate(printed(bindings), input(name)))),
    },
    ...(definition.check === undefined ? {} : { check: definition.check }),
  };
  const made = defineActivation<O, G>(derived as unknown as DefinitionOf<O, G>);
  return made.with(preset as Partial<O>) as unknown as Activation<O, G>;
}

function describe(
  { title, name }: Definition,
  order: number,
): Pick<Definition, "title" | "summary" | "facts"> {
  const marks = order <= 3 ? "′".repeat(order) : `⁽${order}⁾`;
  return {
    title: `${title}${marks}`,
    summary: `The ${order === 1 ? "" : `${ordinal(order)} `}derivative of ${title}.`,
    facts: { seeAlso: [name] },
  };
}

function ordinal(order: number): string {
  return order === 2 ? "second" : order === 3 ? "third" : `${order}th`;
}
