import { DefinitionError } from "../errors/definition-error.js";
import { differentiate } from "../expression/differentiate.js";
import { type Expression, type InputExpression, input } from "../expression/expression.js";
import { simplify } from "../expression/simplify.js";
import { meanings } from "../typeset/meanings.js";
import { namedFunction, toTex } from "../typeset/tex.js";
import { tidy } from "../typeset/tidy.js";
import { bindSymbols } from "./binding.js";
import type { AnyActivation, AnyBindings, Definition } from "./definition.js";
import { resolveOptions } from "./options.js";

/** Deep enough for every default axis; a formula has no shape. */
const anyShape = [1, 1, 1, 1];

/**
 * The formula of an activation as TeX, with its options as symbols (α, β, …), or that of its `order`-th derivative with
 * respect to x. Choices, such as GELU's `approximate`, select the formula; give them in `activation.with(…)`.
 *
 * Throws a `DefinitionError` for a derivative of an activation that is not pointwise; `formulaSheet` has its derivatives.
 */
export function formula(activation: AnyActivation, order = 0): string {
  const bindings = symbolsOf(activation);
  const printed = [activation.definition.expression(bindings)].flat() as Expression[];
  if (order === 0) return printed.map((part) => toTex(simplify(part))).join(",\\; ");
  const { name, domain } = activation.definition;
  if (domain.kind !== "pointwise") {
    throw new DefinitionError(
      `formula: ${name} is not pointwise, and only pointwise activations have a derivative of one formula. Leave out the order.`,
    );
  }
  let derivative = printed[0] as Expression;
  for (let i = 0; i < order; i++) derivative = differentiate(derivative, bindings.x);
  return toTex(tidy(derivative));
}

/** An activation's formulas as equations in TeX, each complete in itself. */
export interface FormulaSheet {
  /** `f(x) = …`; a row's result has an index: `f(x)_i`. */
  readonly value: string;
  /** The derivative with respect to x, or to each part, and to each learned option; empty along an axis. */
  readonly slopes: readonly string[];
  /** What the functions are that the others call by name: `\sigma(x) = …`. */
  readonly where: readonly string[];
}

/**
 * All formulas of an activation: its own, the derivatives with respect to x or each part and to each learned option, what a
 * straight-through gradient passes on, and the functions that these name.
 */
export function formulaSheet(activation: AnyActivation): FormulaSheet {
  const { definition } = activation;
  const bindings = symbolsOf(activation);
  const printed = ([definition.expression(bindings)].flat() as Expression[]).map(simplify);
  const derivatives = derivativesOf(definition, bindings, printed);
  const u = definition.domain.kind === "pointwise" ? "x" : "u";
  const [only] = printed as [Expression];
  const itself = printed.length === 1 ? meaningOfCall(only) : undefined;
  const all = [...printed, ...derivatives.flatMap(({ by }) => by)];
  const where = meanings(all, u).filter((line) => itself === undefined || !line.endsWith(` = ${itself}`));
  const value = [
    leftSide(definition, bindings),
    together(printed),
    ...(itself === undefined ? [] : [itself]),
  ];
  return {
    value: value.join(" = "),
    slopes: [
      ...derivatives.map(({ of, by }) => `${of} = ${together(by)}`),
      ...passedOn(definition, bindings, derivatives[0]?.by[0]),
    ],
    where,
  };
}

function symbolsOf({ definition, preset }: AnyActivation): AnyBindings {
  return bindSymbols(definition, resolveOptions(definition, preset, anyShape));
}

function leftSide({ domain }: Definition, { parts }: AnyBindings): string {
  if (domain.kind === "axis") return domain.reduces ? "f(x)" : "f(x)_i";
  return domain.kind === "pointwise" ? "f(x)" : `f(${parts.map(({ tex }) => tex).join(", ")})`;
}

/** Several results stand in parentheses. */
function together(results: readonly Expression[]): string {
  const printed = results.map(toTex);
  return printed.length === 1 ? (printed[0] as string) : `\\left(${printed.join(",\\; ")}\\right)`;
}

/** Where a formula is no more than the name of a function: what that is. */
function meaningOfCall(node: Expression): string | undefined {
  if (node.kind !== "operation" || node.args.some(({ kind }) => kind !== "input")) return undefined;
  return namedFunction(node.op)?.at?.(toTex(node.args[0] as Expression));
}

interface Derivative {
  readonly of: string;
  readonly by: readonly Expression[];
}

function derivativesOf(
  { domain, learned }: Definition,
  bindings: AnyBindings,
  printed: readonly Expression[],
): Derivative[] {
  if (domain.kind === "axis") return [];
  const xs = domain.kind === "pointwise" ? [bindings.x] : bindings.parts;
  const variables = [...xs, ...learned.map((name) => bindings[name] as InputExpression)];
  return variables.map((variable, i) => ({
    of: i === 0 && xs.length === 1 ? "f'(x)" : `\\frac{\\partial f}{\\partial ${toTex(variable)}}`,
    by: printed.map((result) => tidy(differentiate(result, variable))),
  }));
}

/** What backward passes on in the place of a derivative: a number other than the derivative, which is one too. */
function passedOn(
  { domain, stable }: Definition,
  bindings: AnyBindings,
  derivative: Expression | undefined,
): string[] {
  if (domain.kind !== "pointwise" || derivative?.kind !== "constant") return [];
  const made = stable?.backward?.({ ...bindings, dy: input("dy") })[0];
  if (made?.kind !== "constant" || made.value === derivative.value) return [];
  return [`\\text{passed on in its place: } ${toTex(made)}`];
}
