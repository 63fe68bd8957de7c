import { bind } from "../definition/binding.js";
import type { AnyActivation, AnyBindings, Definition } from "../definition/definition.js";
import { resolveOptions, tensorOptionsOf } from "../definition/options.js";
import { DefinitionError } from "../errors/definition-error.js";
import { type Expression, input } from "../expression/expression.js";
import { mul } from "../expression/primitives.js";
import { simplify } from "../expression/simplify.js";
import { substitute } from "../expression/substitute.js";
import type { Activation } from "./activation.js";
import { defineActivation } from "./define.js";
import { computedSlope, computedValue, joined, requirePointwise } from "./forms.js";
import { inline } from "./inline.js";

/**
 * One activation after another, in one kernel: `compose(f, g)` is x ↦ f(g(x)), `compose(f, g, h)` is x ↦ f(g(h(x))). The
 * gradient follows by the chain rule.
 *
 * The composition has no options. Options fixed by `with` stay fixed, `prelu.with({ weight: 0.1 })`; the others have their
 * defaults. Learned options are fixed too, so backward returns only the gradient with respect to x.
 *
 * Throws a `DefinitionError` if the list is empty, an activation is not pointwise, or an option is a tensor of more than one
 * number.
 */
export function compose(...activations: readonly AnyActivation[]): Activation {
  if (activations.length === 0) throw new DefinitionError("compose: pass at least one activation.");
  for (const activation of activations) {
    const { name } = activation.definition;
    requirePointwise("compose", activation, ` Call it on the result: ${name}(await relu(x)).`);
  }
  const inside = [...activations].reverse();
  return defineActivation({
    name: joined(
      ...activations.flatMap(({ definition }, i) => (i === 0 ? [definition.name] : ["of", definition.name])),
    ),
    title: activations.map(({ definition }) => definition.title).join(" ∘ "),
    summary: `${activations.map(({ definition }) => definition.title).join(" of ")}, in one pass.`,
    expression: ({ x }) => inside.reduce<Expression>((inner, activation) => inline(activation, inner), x),
    stable: {
      forward: ({ x }) => inside.reduce<Expression>((inner, activation) => step(activation, inner).value, x),
      backward: ({ x }) => {
        let value: Expression = x;
        let slope: Expression | undefined;
        for (const activation of inside) {
          const next = step(activation, value);
          slope = slope === undefined ? next.slope : mul(next.slope, slope);
          value = next.value;
        }
        return [simplify(slope as Expression)];
      },
    },
    facts: { seeAlso: activations.map(({ definition }) => definition.name) },
  });
}

/** An activation's value and slope at an expression, in the forms that are computed. */
function step(
  { definition, preset }: AnyActivation,
  at: Expression,
): { value: Expression; slope: Expression } {
  const { bindings, numbers } = bound(definition, preset);
  const put = (form: Expression): Expression => substitute(form, { ...numbers, x: at });
  return { value: put(computedValue(definition, bindings)), slope: put(computedSlope(definition, bindings)) };
}

/** The options that were given beforehand; tensor options become inputs, to be replaced by their numbers. */
function bound(
  definition: Definition,
  preset: Readonly<Record<string, unknown>>,
): { bindings: AnyBindings; numbers: Readonly<Record<string, Expression>> } {
  const tensors = tensorOptionsOf(definition).map(([name]) => name);
  const plain = Object.fromEntries(Object.entries(preset).filter(([name]) => !tensors.includes(name)));
  const bindings = bind(definition, resolveOptions(definition, plain, [1, 1]));
  const x = input("x");
  const numbers = Object.fromEntries(tensors.map((name) => [name, numberOf(definition, preset, name)]));
  return { bindings: { ...bindings, x }, numbers };
}

function numberOf(
  definition: Definition,
  preset: Readonly<Record<string, unknown>>,
  name: string,
): Expression {
  const spec = definition.options[name];
  const value = preset[name] ?? (spec?.type === "tensor" ? spec.default : undefined);
  if (typeof value !== "number") {
    throw new DefinitionError(
      `compose: option "${name}" of ${definition.name} must be a number here. Set it with ${definition.name}.with({ ${name}: … }) before composing.`,
    );
  }
  return { kind: "constant", value };
}
