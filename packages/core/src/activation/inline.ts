import { bind } from "../definition/binding.js";
import type { AnyActivation, Definition } from "../definition/definition.js";
import { resolveOptions } from "../definition/options.js";
import { DefinitionError } from "../errors/definition-error.js";
import { UnknownOptionError } from "../errors/unknown-option-error.js";
import { type Expression, isExpression, operation, type Primitive } from "../expression/expression.js";
import { substitute } from "../expression/substitute.js";

/** Options of an activation inside an expression: numbers and tensors may be expressions too. */
export type ExpressionOptions<O> = { readonly [K in keyof O]?: O[K] | Expression };

/** Activations that are primitives of the language as well: without options they stay what they are, for typesetting. */
const primitives: Readonly<Record<string, Primitive>> = {
  erf: "erf",
  sigmoid: "sigmoid",
  sign: "sign",
  softplus: "softplus",
  tanh: "tanh",
};

/**
 * An activation applied to an expression: its own expression, as printed, with x replaced. Thus activations are made
 * of activations: `mul(x, gelu(x))`. Throws a `DefinitionError` for one that is not pointwise, an `UnknownOptionError` for an
 * option that it does not have.
 */
export function inline(
  activation: AnyActivation,
  x: Expression,
  options: Readonly<Record<string, unknown>> = {},
): Expression {
  const { definition } = activation;
  const given = { ...activation.preset, ...options };
  const primitive = primitives[definition.name];
  if (primitive !== undefined && Object.keys(given).length === 0) return operation(primitive, x);
  if (definition.domain.kind !== "pointwise") {
    throw new DefinitionError(
      `${definition.name}: only a pointwise activation can be part of an expression, and the domain of this one is "${definition.domain.kind}".`,
    );
  }
  const symbols = Object.entries(given).filter((entry): entry is [string, Expression] =>
    isExpression(entry[1]),
  );
  const names = Object.keys(definition.options);
  for (const [name] of symbols) {
    if (!names.includes(name)) throw new UnknownOptionError(definition.name, name, names);
  }
  const plain = Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => !isExpression(value) && definition.options[name]?.type !== "tensor",
    ),
  );
  const bindings = {
    ...bind(definition, resolveOptions(definition, plain, [1, 1])),
    ...Object.fromEntries(symbols),
  };
  const printed = [definition.expression(bindings)].flat()[0] as Expression;
  return substitute(printed, { ...tensorValues(definition, given), x });
}

/** Tensor options as expressions: what was given, otherwise the default. */
function tensorValues(
  definition: Definition,
  given: Readonly<Record<string, unknown>>,
): Record<string, Expression> {
  const values: Record<string, Expression> = {};
  for (const [name, spec] of Object.entries(definition.options)) {
    if (spec.type !== "tensor") continue;
    const value = given[name] ?? spec.default;
    if (typeof value !== "number" && !isExpression(value)) {
      throw new DefinitionError(
        `${definition.name}: option "${name}" must be a number or an expression inside an expression. Set it with ${definition.name}.with({ ${name}: … }) first.`,
      );
    }
    values[name] = typeof value === "number" ? { kind: "constant", value } : value;
  }
  return values;
}
