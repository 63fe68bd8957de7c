import { bind } from "./binding.js";
import type { Definition, ResolvedOptions } from "./definition.js";
import { DefinitionError } from "./errors/definition-error.js";
import { list, show } from "./errors/print.js";
import { isReduction, topological } from "./expression/differentiate.js";
import { type Expression, isExpression } from "./expression/expression.js";
import { callKeys } from "./options.js";

/** Throws a {@link DefinitionError} that names what is wrong, so that a mistake shows when an activation is defined, not when it runs. */
export function checkDefinition(definition: Definition): void {
  const { name, domain } = definition;
  const fail = (detail: string): never => {
    throw new DefinitionError(`${typeof name === "string" ? name : show(name)}: ${detail}`);
  };
  if (typeof name !== "string" || !/^[a-z][A-Za-z0-9]*$/.test(name))
    fail("a name is camelCase letters and digits");
  if (typeof definition.expression !== "function")
    fail("expression must be a function from bindings to an expression");
  for (const [option, spec] of Object.entries(definition.options)) {
    if ([...callKeys, "x", "dy", "index", "parts"].includes(option))
      fail(`"${option}" is taken; call the option something else`);
    if (!["number", "axis", "choice", "flag", "tensor"].includes(spec.type))
      fail(`option "${option}" has no known type`);
  }
  for (const learnt of definition.learnt) {
    if (definition.options[learnt]?.type !== "tensor")
      fail(`"${learnt}" is learnt, so it must be a tensor option`);
  }
  if (domain.kind !== "pointwise" && definition.options["axis"]?.type !== "axis") {
    fail('an activation along an axis needs an option "axis" of type "axis"');
  }
  checkExpressions(definition, fail);
}

function checkExpressions(definition: Definition, fail: (detail: string) => never): void {
  const options: ResolvedOptions = Object.fromEntries(
    Object.entries(definition.options).flatMap(([name, spec]) =>
      spec.type === "tensor" ? [] : [[name, spec.default]],
    ),
  );
  const bindings = bind(definition, options);
  const outputs = [definition.expression(bindings)].flat() as Expression[];
  if (outputs.length === 0 || !outputs.every(isExpression))
    fail("the expression function must return an expression");
  const tensors = Object.keys(definition.options).filter(
    (name) => definition.options[name]?.type === "tensor",
  );
  const along = definition.domain.kind === "axis";
  const elements = definition.domain.kind === "grouped" ? bindings.parts.map((part) => part.name) : ["x"];
  const allowed = [...elements, ...tensors, ...(along ? ["index"] : [])];
  for (const node of topological(outputs)) {
    if (node.kind === "input" && !allowed.includes(node.name)) {
      fail(`the expression uses the input "${node.name}"; it has ${list(allowed)}`);
    }
    if (node.kind === "operation" && isReduction(node.op) && !along) {
      fail(`"${node.op}" looks along an axis; set domain to { kind: "axis" }`);
    }
  }
}
