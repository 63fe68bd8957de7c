import { DefinitionError } from "../errors/definition-error.js";
import { didYouMean } from "../errors/nearest.js";
import { list, show } from "../errors/print.js";
import { type Expression, isExpression, type OperationExpression } from "../expression/expression.js";
import { topological } from "../expression/graph.js";
import { arityOf, isPrimitive, isReduction, primitives } from "../expression/primitives/table.js";
import { bind } from "./binding.js";
import type { AnyBindings, Definition, OptionSpec, ResolvedOptions } from "./definition.js";
import type { Facts, Family, Properties } from "./metadata.js";
import { callKeys } from "./options.js";

type Fail = (detail: string) => never;
type Fields = Readonly<Record<string, unknown>>;

const families = Object.keys({
  linear: true,
  step: true,
  rectified: true,
  exponential: true,
  selfGated: true,
  sigmoidal: true,
  softplus: true,
  shrinkage: true,
  periodic: true,
  gated: true,
  axis: true,
  learned: true,
  random: true,
} satisfies Record<Family, true>);

const fields = Object.keys({
  name: true,
  title: true,
  summary: true,
  family: true,
  aliases: true,
  domain: true,
  options: true,
  learned: true,
  expression: true,
  stable: true,
  check: true,
  properties: true,
  facts: true,
} satisfies Record<keyof Definition, true>);

const facts = Object.keys({
  frameworks: true,
  usedIn: true,
  pros: true,
  cons: true,
  numerics: true,
  origin: true,
  seeAlso: true,
} satisfies Record<keyof Facts, true>);

const specFields: Readonly<Record<OptionSpec["type"], readonly string[]>> = {
  number: ["type", "default", "tex", "description", "accepts", "shown"],
  axis: ["type", "default", "description"],
  choice: ["type", "default", "choices", "description"],
  flag: ["type", "default", "description"],
  tensor: ["type", "default", "tex", "description", "channel"],
};

/** Throws a {@link DefinitionError} that names what is wrong, so that a mistake shows when an activation is defined, not when it runs. */
export function checkDefinition(definition: Definition): void {
  const { name } = definition;
  const fail: Fail = (detail) => {
    throw new DefinitionError(`${typeof name === "string" ? name : show(name)}: ${detail}`);
  };
  if (typeof name !== "string" || !/^[a-z][A-Za-z0-9]*$/.test(name))
    fail('a name is camelCase letters and digits; give the definition one, name: "mine"');
  checkNames(definition, fields, "field", fail);
  if (typeof definition.expression !== "function")
    fail("expression must be a function from bindings to an expression, such as ({ x }) => mul(x, tanh(x))");
  checkNames(definition.facts ?? {}, facts, "field of facts", fail);
  checkMetadata(definition, fail);
  checkDomain(definition, fail);
  checkOptions(definition, fail);
  checkExpressions(definition, fail);
}

/** Every name must be one of some; the message asks whether another was meant. */
function checkNames(given: object, names: readonly string[], what: string, fail: Fail): void {
  for (const name of Object.keys(given)) {
    if (!names.includes(name))
      fail(`there is no ${what} "${name}". ${didYouMean(name, names)}The known ones are ${list(names)}`);
  }
}

function checkMetadata({ title, summary, family, properties }: Definition, fail: Fail): void {
  for (const [field, value] of Object.entries({ title, summary }))
    if (typeof value !== "string") fail(`${field} is ${show(value)}; write a string, or leave it out`);
  if (family !== undefined && !families.includes(family))
    fail(`family is ${show(family)}; it is one of ${list(families)}, or left out`);
  if (properties !== undefined) checkProperties(properties, fail);
}

function checkProperties(properties: Properties, fail: Fail): void {
  if (!isRecord(properties))
    fail(`properties is ${show(properties)}; write an object of what is known, or leave it out`);
  const need = (field: keyof Properties, isRight: boolean, what: string): void => {
    if (!isRight)
      fail(
        `properties.${field} is ${show(properties[field])}; write ${what}, or leave all of properties out`,
      );
  };
  const { range, monotonic, smoothness, zeroCentered, saturates, cost } = properties;
  const isRange =
    isRecord(range) &&
    typeof range["lower"] === "number" &&
    typeof range["upper"] === "number" &&
    Array.isArray(range["closed"]);
  need("range", isRange, "{ lower, upper, closed: [true, false] }");
  need("monotonic", typeof monotonic === "boolean", "true or false");
  need("smoothness", typeof smoothness === "number", "a number from −1 (jumps) to Infinity (smooth)");
  need("zeroCentered", typeof zeroCentered === "boolean", "true or false");
  const sides = ["none", "left", "right", "both"];
  need("saturates", sides.includes(saturates), `one of ${list(sides)}`);
  const costs = ["trivial", "exponential", "several"];
  need("cost", costs.includes(cost), `one of ${list(costs)}`);
}

function checkDomain({ domain, options }: Definition, fail: Fail): void {
  const kinds = ["pointwise", "axis", "grouped"];
  if (!isRecord(domain) || !kinds.includes(domain.kind))
    fail(
      `domain is ${isRecord(domain) ? `of kind ${show(domain["kind"])}` : show(domain)}; write { kind: … } with one of ${list(kinds)}, or leave it out for "pointwise"`,
    );
  if (domain.kind === "grouped" && typeof domain.parts !== "number" && typeof domain.parts !== "string")
    fail('domain needs parts: how many meet, such as { kind: "grouped", parts: 2 }');
  if (domain.kind !== "pointwise" && (options as Definition["options"] | null)?.["axis"]?.type !== "axis")
    fail('an activation along an axis needs an option "axis" of type "axis"');
}

function checkOptions({ options, learned }: Definition, fail: Fail): void {
  if (!isRecord(options))
    fail(`options is ${show(options)}; write an object with a specification of each option, or leave it out`);
  for (const [option, spec] of Object.entries(options)) {
    if ([...callKeys, "x", "dy", "index", "parts"].includes(option))
      fail(`"${option}" is taken; call the option something else`);
    const problem = problemOf(spec);
    if (problem !== undefined) fail(`option "${option}" ${problem}`);
    checkNames(spec, specFields[spec.type], `field of option "${option}"`, fail);
  }
  if (!Array.isArray(learned))
    fail(`learned is ${show(learned)}; write the names of the options in an array`);
  for (const name of learned) {
    if (options[name]?.type !== "tensor") fail(`"${name}" is learned, so it must be a tensor option`);
  }
}

/** What is wrong with a specification, if anything is. */
function problemOf(spec: OptionSpec): string | undefined {
  const types: readonly unknown[] = ["number", "axis", "choice", "flag", "tensor"];
  if (!isRecord(spec))
    return `is ${show(spec)}; write { type: "number", default: 1, tex: "a", description: "…" }`;
  if (!types.includes(spec.type)) return `is of type ${show(spec["type"])}; it is one of ${list(types)}`;
  const fallback: unknown = spec.default;
  if (spec.type === "choice") {
    if (!Array.isArray(spec.choices) || !spec.choices.every((choice) => typeof choice === "string"))
      return 'needs its choices: ["one", "another"]';
    return spec.choices.includes(spec.default) ? undefined : `needs a default, one of ${list(spec.choices)}`;
  }
  if (spec.type === "flag")
    return typeof fallback === "boolean" ? undefined : "needs a default, true or false";
  if (spec.type === "tensor" && fallback === undefined) return undefined;
  return typeof fallback === "number" ? undefined : "needs a default, a number";
}

function checkExpressions(definition: Definition, fail: Fail): void {
  const options: ResolvedOptions = Object.fromEntries(
    Object.entries(definition.options).flatMap(([name, spec]) =>
      spec.type === "tensor" ? [] : [[name, spec.default]],
    ),
  );
  const bindings = bind(definition, options);
  const outputs = written(definition, bindings, fail);
  const tensors = Object.keys(definition.options).filter(
    (name) => definition.options[name]?.type === "tensor",
  );
  const along = definition.domain.kind === "axis";
  const elements = definition.domain.kind === "grouped" ? bindings.parts.map((part) => part.name) : ["x"];
  const allowed = [...elements, ...tensors, ...(along ? ["index"] : [])];
  for (const node of topological(outputs)) {
    if (node.kind === "constant" && Number.isNaN(node.value))
      fail(`the expression has a NaN in it; ${cause}`);
    if (node.kind === "input" && !allowed.includes(node.name)) {
      fail(`the expression uses the input "${node.name}"; it has ${list(allowed)}`);
    }
    if (node.kind === "operation") checkOperation(node, along, fail);
  }
}

function checkOperation({ op, args }: OperationExpression, along: boolean, fail: Fail): void {
  if (!isPrimitive(op))
    fail(
      `the expression applies ${show(op)}, which is not a primitive. ${didYouMean(op, primitives)}The primitives are ${list(primitives)}`,
    );
  if (args.length !== arityOf(op))
    fail(
      `the expression gives "${op}" ${args.length} argument${args.length === 1 ? "" : "s"}; it takes ${arityOf(op)}`,
    );
  if (isReduction(op) && !along) fail(`"${op}" looks along an axis; set domain to { kind: "axis" }`);
}

const cause =
  "JavaScript's operators and Math do not work on expressions; write mul(x, 2) for x * 2 and tanh(x) for Math.tanh(x)";

/** What the expression function gives, where that is expressions. */
function written(definition: Definition, bindings: AnyBindings, fail: Fail): readonly Expression[] {
  const names = Object.keys(bindings);
  const watched = new Proxy(bindings, {
    get: (target, name) => {
      if (typeof name === "string" && !names.includes(name))
        fail(`the expression uses "${name}", which is not an option; there are ${list(names)}`);
      return Reflect.get(target, name);
    },
  });
  let given: unknown;
  try {
    given = definition.expression(watched);
  } catch (error) {
    if (!DefinitionError.isInstance(error) || error.message.startsWith(`${definition.name}: `)) throw error;
    fail(error.message);
  }
  const outputs: unknown[] = [given].flat();
  const wrong = outputs.find((output) => !isExpression(output));
  if (typeof wrong === "string" || Number.isNaN(wrong)) fail(`the expression gave ${show(wrong)}; ${cause}`);
  if (outputs.length === 0 || !outputs.every(isExpression))
    fail(`the expression function must return an expression; it gave ${show(wrong)}`);
  return outputs as readonly Expression[];
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
