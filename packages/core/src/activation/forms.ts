import type { AnyActivation, AnyBindings, Definition } from "../definition/definition.js";
import { DefinitionError } from "../errors/definition-error.js";
import { differentiate } from "../expression/differentiate.js";
import { constant, type Expression, type InputExpression, input } from "../expression/expression.js";

/** The value of a pointwise activation, as printed. */
export function printedValue(definition: Definition, bindings: AnyBindings): Expression {
  return [definition.expression(bindings)].flat()[0] as Expression;
}

/** The value of a pointwise activation in the form that is computed. */
export function computedValue(definition: Definition, bindings: AnyBindings): Expression {
  const stable = definition.stable?.forward?.(bindings);
  return stable === undefined ? printedValue(definition, bindings) : ([stable].flat()[0] as Expression);
}

/** The slope of a pointwise activation by x in the form that is computed. */
export function computedSlope(definition: Definition, bindings: AnyBindings): Expression {
  const dy = constant(1) as unknown as InputExpression;
  const stable = definition.stable?.backward?.({ ...bindings, dy });
  return stable?.[0] ?? differentiate(printedValue(definition, bindings), input("x"));
}

/** Throws a {@link DefinitionError} unless an activation is pointwise; `nextStep` says what to do with one that is not. */
export function requirePointwise(what: string, { definition }: AnyActivation, nextStep = ""): void {
  const { name, domain } = definition;
  if (domain.kind === "pointwise") return;
  const how = domain.kind === "axis" ? "works along an axis" : "is grouped";
  throw new DefinitionError(
    `${what}: ${name} ${how}, and only pointwise activations are allowed.${nextStep}`,
  );
}

/** A name put together from parts, in camelCase. */
export function joined(...parts: readonly string[]): string {
  return parts.map((part, i) => (i === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1))).join("");
}
