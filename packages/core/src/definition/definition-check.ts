import { DefinitionError } from "../errors/definition-error.js";
import { didYouMean } from "../errors/nearest.js";
import { asSentence, list, show } from "../errors/print.js";
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
    throw new DefinitionError(`${typeof name === "string" ? name : show(name)}: ${asSentence(detail)}`);
  };
  if (typeof name !== "string" || !/^[a-z][A-Za-z0-9]*$/.test(name))
    fail('the name must be camelCase letters and digits, as in name: "mine"');
  checkNames(definition, fields, "field", fail);
  if (typeof definition.expression !== "function")
    fail("expression must be a function that returns an expression, such as ({ x }) => mul(x, tanh(x))");
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
      fail(`there is no ${what} "${name}". ${didYouMean(name, names)}It must be one of ${list(names)}`);
  }
}

function checkMetadata({ title, summary, family, properties }: Definition, fail: Fail): void {
  for (const [field, value] of Object.entries({ title, summary }))
    if (typeof value !== "string") fail(`${field} is ${show(value)}; it must be a string, or left out`);
  if (family !== undefined && !families.includes(family))
    fail(`family is ${show(family)}; it must be one of ${list(families)}, or left out`);
  if (properties !== undefined) checkProperties(properties, fail);
}

function checkProperties(properties: Properties, fail: Fail): void {
  if (!isRecord(properties))
    fail(
      `properties is ${show(properties)}; it must be an object with the properties of the function, or left out`,
    );
  const need = (field: keyof Properties, isRight: boolean, what: string): void => {
    if (!isRight)
      fail(
        `properties.${field} is ${show(properties[field])}; it must be ${what}, unless all of properties is left out`,
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
      `domain is ${isRecord(domain) ? `of kind ${show(domain["kind"])}` : show(domain)}; it must be { kind: … } with one of ${list(kinds)}. Default: { kind: "pointwise" }`,
    );
  if (domain.kind === "grouped" && typeof domain.parts !== "number" && typeof domain.parts !== "string")
    fail('domain requires the number of parts, as in { kind: "grouped", parts: 2 }');
  if (domain.kind !== "pointwise" && (options as Definition["options"] | null)?.["axis"]?.type !== "axis")
    fail('an activation along an axis requires an option "axis" of type "axis"');
}

function checkOptions({ options, learned }: Definition, fail: Fail): void {
  if (!isRecord(options))
    fail(
      `options is ${show(options)}; it must be an object with a specification of each option, or left out`,
    );
  for (const [option, spec] of Object.entries(options)) {
    if ([...callKeys, "x", "dy", "index", "parts"].includes(option))
      fail(
        `an option cannot have the name "${option}", since it has a meaning of its own. Choose another name`,
      );
    const problem = problemOf(spec);
    if (problem !== undefined) fail(`option "${option}" ${problem}`);
    checkNames(spec, specFields[spec.type], `field of option "${option}"`, fail);
  }
  if (!Array.isArray(learned))
    fail(`learned is ${show(learned)}; it must be an array of the names of options`);
  for (const name of learned) {
    if (options[name]?.type !== "tensor")
      fail(`"${name}" is in learned, so it must be an option of type "tensor"`);
  }
}

/** What is wrong with a specification, if anything is. */
function problemOf(spec: OptionSpec): string | undefined {
  const types: readonly unknown[] = ["number", "axis", "choice", "flag", "tensor"];
  if (!isRecord(spec))
    return `is ${show(spec)}; it must be an object such as { type: "number", default: 1, tex: "a", description: "…" }`;
  if (!types.includes(spec.type))
    return `has the type ${show(spec["type"])}; it must be one of ${list(types)}`;
  const fallback: unknown = spec.default;
  if (spec.type === "choice") {
    if (!Array.isArray(spec.choices) || !spec.choices.every((choice) => typeof choice === "string"))
      return 'requires choices, an array of strings such as ["one", "another"]';
    return spec.choices.includes(spec.default)
      ? undefined
      : `requires a default, one of ${list(spec.choices)}`;
  }
  if (spec.type === "flag")
    return typeof fallback === "boolean" ? undefined : "requires a default, true or false";
  if (spec.type === "tensor" && fallback === undefined) return undefined;
  return typeof fallback === "number" ? undefined : "requires a default, a number";
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
    if (node.kind === "constant" && Number.isNaN(node.value)) fail(`the expression contains NaN. ${cause}`);
    if (node.kind === "input" && !allowed.includes(node.name)) {
      fail(`the expression uses the input "${node.name}"; it must be one of ${list(allowed)}`);
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
      `the expression passes ${args.length} argument${args.length === 1 ? "" : "s"} to "${op}", which requires ${arityOf(op)}`,
    );
  if (isReduction(op) && !along) fail(`"${op}" reduces an axis, so domain must be { kind: "axis" }`);
}

const cause =
  "JavaScript's operators and Math do not work on expressions. Write mul(x, 2) for x * 2 and tanh(x) for Math.tanh(x)";

/** What the expression function gives, where that is expressions. */
function written(definition: Definition, bindings: AnyBindings, fail: Fail): readonly Expression[] {
  const names = Object.keys(bindings);
  const watched = new Proxy(bindings, {
    get: (target, name) => {
      if (typeof name === "string" && !names.includes(name))
        fail(`the expression uses "${name}", which is not an option. It must be one of ${list(names)}`);
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
  if (typeof wrong === "string" || Number.isNaN(wrong))
    fail(`the expression function returned ${show(wrong)}. ${cause}`);
  if (outputs.length === 0 || !outputs.every(isExpression))
    fail(
      `the expression function returned ${outputs.length === 0 ? "an empty array" : show(wrong)}; it must return an expression`,
    );
  return outputs as readonly Expression[];
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
