import {
  constant,
  type Expression,
  type OperationExpression,
  operation,
  type Primitive,
} from "../expression/expression.js";
import * as p from "../expression/primitives.js";
import { toTex } from "./tex.js";
import { tidyCondition } from "./tidy-condition.js";

/**
 * Writes an expression as a person would: like terms collected, common factors taken out, quotients cancelled. For
 * printing: the operations come in another order than an evaluator should do them in.
 */
export function tidy(expression: Expression): Expression {
  return fromTerms(collect(termsOf(expression)));
}

/** numerator/denominator · ∏ factor^power, with powers below 0 for what divides. */
interface Term {
  readonly numerator: number;
  readonly denominator: number;
  readonly factors: ReadonlyMap<string, Factor>;
}

interface Factor {
  readonly node: Expression;
  readonly power: number;
}

const one: Term = { numerator: 1, denominator: 1, factors: new Map() };

const isOp = (node: Expression, op: Primitive): node is OperationExpression =>
  node.kind === "operation" && node.op === op;

function termsOf(node: Expression): Term[] {
  if (node.kind === "constant" && node.tex === undefined) return [{ ...one, numerator: node.value }];
  if (node.kind !== "operation") return [atom(node, 1)];
  const [a, b] = node.args as readonly [Expression, Expression];
  switch (node.op) {
    case "add":
      return [...termsOf(a), ...termsOf(b)];
    case "sub":
      return [...termsOf(a), ...termsOf(b).map(negated)];
    case "neg":
      return termsOf(a).map(negated);
    case "mul":
      return [product(single(a), single(b))];
    case "div":
      return [product(single(a), power(single(b), -1))];
    case "square":
      return [power(single(a), 2)];
    case "where":
      return termsOfWhere(node);
    default:
      return [atom(tidyCondition(operation(node.op, ...node.args.map(tidy))), 1)];
  }
}

function termsOfWhere(node: OperationExpression): Term[] {
  const [condition, yes, no] = node.args.map(tidy) as [Expression, Expression, Expression];
  if (condition.kind === "constant") return termsOf(condition.value === 0 ? no : yes);
  return toTex(yes) === toTex(no) ? termsOf(yes) : [atom(p.where(condition, yes, no), 1)];
}

/** An expression as one term; a sum becomes a factor of its own. */
function single(node: Expression): Term {
  const terms = collect(termsOf(node));
  return terms.length === 1 ? (terms[0] as Term) : atom(fromTerms(terms), 1);
}

function atom(node: Expression, power: number): Term {
  return { ...one, factors: new Map([[toTex(node), { node, power }]]) };
}

function negated(term: Term): Term {
  return { ...term, numerator: -term.numerator };
}

function power({ numerator, denominator, factors }: Term, exponent: number): Term {
  const raised = new Map([...factors].map(([key, f]) => [key, { ...f, power: f.power * exponent }]));
  const size = Math.abs(exponent);
  const [up, down] = exponent > 0 ? [numerator, denominator] : [denominator, numerator];
  return { ...reduced(up ** size, down ** size), factors: raised };
}

function product(a: Term, b: Term): Term {
  const factors = new Map(a.factors);
  for (const [key, factor] of b.factors) {
    const sum = (factors.get(key)?.power ?? 0) + factor.power;
    if (sum === 0) factors.delete(key);
    else factors.set(key, { ...factor, power: sum });
  }
  return known({ ...reduced(a.numerator * b.numerator, a.denominator * b.denominator), factors });
}

/** √u · √u is u, and sgn(u) · u is |u|. */
function known(term: Term): Term {
  for (const [key, { node, power: n }] of term.factors) {
    const u = node.kind === "operation" ? (node.args[0] as Expression) : undefined;
    if (u === undefined) continue;
    const without = (...keys: string[]): Term => ({
      ...term,
      factors: new Map([...term.factors].filter(([other]) => !keys.includes(other))),
    });
    if (isOp(node, "sqrt") && Math.abs(n) >= 2) {
      const whole = Math.trunc(n / 2);
      const rest = n % 2 === 0 ? one : atom(node, n % 2);
      return product(product(without(key), rest), power(single(u), whole));
    }
    if (isOp(node, "sign") && n === 1 && term.factors.get(toTex(u))?.power === 1) {
      return product(without(key, toTex(u)), atom(p.abs(u), 1));
    }
  }
  return term;
}

/** Cancels what whole numbers share; decimals keep 12 digits, so that 3 · 0.044715 is 0.134145. */
function reduced(numerator: number, denominator: number): { numerator: number; denominator: number } {
  const [n, d] = [numerator, denominator].map((value) => Number(value.toPrecision(12))) as [number, number];
  if (!Number.isInteger(n) || !Number.isInteger(d)) return { numerator: n, denominator: d };
  const divide = (a: number, b: number): number => (b === 0 ? a : divide(b, a % b));
  const shared = (Math.abs(divide(n, d)) || 1) * Math.sign(d || 1);
  return { numerator: n / shared, denominator: d / shared };
}

/** Adds up terms with the same factors, drops those that vanish, and takes out what all have in common. */
function collect(terms: readonly Term[]): Term[] {
  const byFactors = new Map<string, Term>();
  for (const term of terms) {
    const key = [...term.factors]
      .map(([name, f]) => `${name}^${f.power}`)
      .sort()
      .join(" ");
    const known = byFactors.get(key);
    const sum = known && {
      ...term,
      ...reduced(
        known.numerator * term.denominator + term.numerator * known.denominator,
        known.denominator * term.denominator,
      ),
    };
    byFactors.set(key, sum ?? term);
  }
  const left = [...byFactors.values()].filter(({ numerator }) => numerator !== 0);
  return left.length > 1 ? takeOut(left) : left;
}

/** Takes out what divides every term, and the common denominator too where that makes the whole shorter. */
function takeOut(terms: readonly Term[]): Term[] {
  const divided = without(terms, (least, most) => least > 0 || most < 0);
  const overOne = without(terms, (least) => least !== 0);
  const length = (result: readonly Term[]): number => toTex(fromTerms(result)).length;
  return length(overOne) < length(divided) ? overOne : divided;
}

/** Takes the least power of each factor that is to be shared, as its least and its greatest power in the terms tell, out of all. */
function without(terms: readonly Term[], isShared: (least: number, most: number) => boolean): Term[] {
  const shared = new Map<string, Factor>();
  for (const [key, { node }] of terms.flatMap(({ factors }) => [...factors])) {
    const powers = terms.map(({ factors }) => factors.get(key)?.power ?? 0);
    const least = Math.min(...powers);
    if (isShared(least, Math.max(...powers))) shared.set(key, { node, power: least });
  }
  if (shared.size === 0) return [...terms];
  const common: Term = { ...one, factors: shared };
  const inner = collect(terms.flatMap((term) => opened(product(term, power(common, -1)))));
  if (inner.length === 1) return [product(common, inner[0] as Term)];
  return [product(common, atom(fromTerms(inner), 1))];
}

/** A term that is nothing but a sum is that sum. */
function opened(term: Term): Term[] {
  const factors = [...term.factors.values()];
  const [factor] = factors;
  if (factors.length !== 1 || factor?.power !== 1) return [term];
  if (!isOp(factor.node, "add") && !isOp(factor.node, "sub")) return [term];
  const scale = { ...term, factors: new Map() };
  return termsOf(factor.node).map((part) => product(scale, part));
}

function fromTerms(terms: readonly Term[]): Expression {
  const ordered = [...terms].sort((a, b) => Number(a.numerator < 0) - Number(b.numerator < 0));
  return (
    ordered
      .map(fromTerm)
      .reduce<Expression | undefined>(
        (sum, term) => (sum === undefined ? term : p.add(sum, term)),
        undefined,
      ) ?? constant(0)
  );
}

function fromTerm({ numerator, denominator, factors }: Term): Expression {
  const side = (coefficient: number, sign: 1 | -1): Expression => {
    const nodes = [...factors.values()]
      .filter((factor) => Math.sign(factor.power) === sign)
      .flatMap(({ node, power }) => Array.from({ length: Math.abs(power) }, () => node));
    if (coefficient !== 1 || nodes.length === 0) nodes.unshift(constant(coefficient));
    return nodes.reduce((a, b) => p.mul(a, b));
  };
  const above = side(Math.abs(numerator), 1);
  const below = side(denominator, -1);
  const quotient = below.kind === "constant" && below.value === 1 ? above : p.div(above, below);
  return numerator < 0 ? p.neg(quotient) : quotient;
}
