import {
  constant,
  type Expression,
  type OperationExpression,
  operation,
  type Primitive,
} from "./expression.js";

/**
 * Rewrites an expression into a smaller equal one: folds constants, drops neutral elements and products with zero,
 * cancels double negation, takes equal factors out of a sum, and merges equal subexpressions into one node, so that
 * an evaluator that remembers nodes computes each once.
 *
 * The rules are those of real arithmetic (0 · a is 0); they are meant for derivatives, which are full of ones and zeros.
 */
export function simplify(expression: Expression): Expression {
  const pool = new Map<string, Expression>();
  const ids = new Map<Expression, number>();
  const done = new Map<Expression, Expression>();
  const intern = (node: Expression): Expression => {
    const key = keyOf(node, ids);
    const known = pool.get(key);
    if (known !== undefined) return known;
    pool.set(key, node);
    ids.set(node, ids.size);
    return node;
  };
  const visit = (node: Expression): Expression => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const result = node.kind === "operation" ? rebuild(node.op, node.args.map(visit), intern) : intern(node);
    done.set(node, result);
    return result;
  };
  return visit(expression);
}

type Intern = (node: Expression) => Expression;

function keyOf(node: Expression, ids: ReadonlyMap<Expression, number>): string {
  if (node.kind === "constant") return `c${Object.is(node.value, -0) ? "-0" : node.value}${node.tex ?? ""}`;
  if (node.kind !== "operation") return `${node.kind} ${node.name}`;
  return `${node.op}(${node.args.map((arg) => ids.get(arg)).join()})`;
}

/** Applies the rules to an operation whose arguments are simple already and interned, until none applies. */
function rebuild(op: Primitive, args: readonly Expression[], intern: Intern): Expression {
  const make = (next: Primitive, ...operands: Expression[]): Expression => rebuild(next, operands, intern);
  const rewritten = rules[op]?.(args as readonly [Expression, Expression, Expression], make);
  if (rewritten !== undefined) return intern(rewritten);
  return intern(operation(op, ...args));
}

type Make = (op: Primitive, ...operands: Expression[]) => Expression;
type Rule = (args: readonly [Expression, Expression, Expression], make: Make) => Expression | undefined;

const isValue = (node: Expression, value: number): boolean =>
  node.kind === "constant" && node.value === value;
const isOp = (node: Expression, op: Primitive): node is OperationExpression =>
  node.kind === "operation" && node.op === op;
/** A number of the whole call. An expression is rewritten in the same way whether an option is a constant in it or a parameter. */
const isNumber = (node: Expression): boolean => node.kind === "constant" || node.kind === "parameter";
const zero = constant(0);

/** Folds only where the result is a number of few digits, neither huge nor lost in underflow; named constants keep their names. */
function fold(
  a: Expression,
  b: Expression,
  compute: (a: number, b: number) => number,
): Expression | undefined {
  if (a.kind !== "constant" || b.kind !== "constant" || a.tex !== undefined || b.tex !== undefined)
    return undefined;
  const value = compute(a.value, b.value);
  const isLost = value === 0 && compute(Math.sign(a.value), Math.sign(b.value)) !== 0;
  return Number.isSafeInteger(value * 4096) && !isLost ? constant(value) : undefined;
}

const rules: Partial<Record<Primitive, Rule>> = {
  add: ([a, b], make) => {
    if (isValue(a, 0)) return b;
    if (isValue(b, 0)) return a;
    if (a === b) return make("mul", constant(2), a);
    if (isOp(b, "neg")) return make("sub", a, b.args[0] as Expression);
    return fold(a, b, (p, q) => p + q) ?? commonFactor(a, b, make) ?? sameCondition(a, b, make);
  },
  sub: ([a, b], make) => {
    if (isValue(b, 0)) return a;
    if (isValue(a, 0)) return make("neg", b);
    if (a === b) return zero;
    if (isOp(b, "neg")) return make("add", a, b.args[0] as Expression);
    return fold(a, b, (p, q) => p - q);
  },
  mul: ([a, b], make) => {
    if (isValue(a, 0) || isValue(b, 0)) return zero;
    if (isValue(a, 1)) return b;
    if (isValue(b, 1)) return a;
    if (isValue(a, -1)) return make("neg", b);
    if (isValue(b, -1)) return make("neg", a);
    if (a === b) return make("square", a);
    if (isOp(a, "neg")) return make("neg", make("mul", a.args[0] as Expression, b));
    if (isOp(b, "neg")) return make("neg", make("mul", a, b.args[0] as Expression));
    return fold(a, b, (p, q) => p * q) ?? intoWhere("mul", a, b, make) ?? ordered(a, b, make);
  },
  div: ([a, b], make) => {
    if (isValue(a, 0)) return zero;
    if (isValue(b, 1)) return a;
    if (isOp(a, "neg")) return make("neg", make("div", a.args[0] as Expression, b));
    return fold(a, b, (p, q) => p / q) ?? intoWhere("div", a, b, make);
  },
  neg: ([a]) => {
    if (a.kind === "constant" && a.tex === undefined) return constant(a.value === 0 ? 0 : -a.value);
    return isOp(a, "neg") ? (a.args[0] as Expression) : undefined;
  },
  abs: ([a], make) => (isOp(a, "neg") ? make("abs", a.args[0] as Expression) : undefined),
  square: ([a], make) =>
    isOp(a, "neg") ? make("square", a.args[0] as Expression) : fold(a, a, (p, q) => p * q),
  where: ([condition, a, b]) => {
    if (condition.kind === "constant") return condition.value === 0 ? b : a;
    return a === b ? a : undefined;
  },
};

/** A constant factor comes first, as does a parameter, which may stand for one, and 2 · (3 · a) is 6 · a. */
function ordered(a: Expression, b: Expression, make: Make): Expression | undefined {
  if (!isNumber(a)) return isNumber(b) ? make("mul", b, a) : undefined;
  if (!isOp(b, "mul")) return undefined;
  const folded = fold(a, b.args[0] as Expression, (p, q) => p * q);
  return folded === undefined ? undefined : make("mul", folded, b.args[1] as Expression);
}

/** a·c + b·c is (a + b)·c. */
function commonFactor(a: Expression, b: Expression, make: Make): Expression | undefined {
  if (!isOp(a, "mul") || !isOp(b, "mul")) return undefined;
  for (const i of [1, 0]) {
    for (const j of [1, 0]) {
      if (a.args[i] === b.args[j] && !isNumber(a.args[i] as Expression)) {
        const factor = a.args[i] as Expression;
        return make("mul", make("add", a.args[1 - i] as Expression, b.args[1 - j] as Expression), factor);
      }
    }
  }
  return undefined;
}

/**
 * where(c, a, 0) · b is where(c, a · b, 0), and likewise for a quotient: a branch that is not taken then has no part
 * in the product, so that an infinity or NaN in it does not meet the 0.
 */
function intoWhere(op: "mul" | "div", a: Expression, b: Expression, make: Make): Expression | undefined {
  const [choice, other] = isOp(a, "where") || op === "div" ? [a, b] : [b, a];
  if (!isOp(choice, "where")) return undefined;
  const [condition, yes, no] = choice.args as readonly [Expression, Expression, Expression];
  if (isValue(no, 0)) return make("where", condition, make(op, yes, other), zero);
  return isValue(yes, 0) ? make("where", condition, zero, make(op, no, other)) : undefined;
}

/** where(c, a, b) + where(c, d, e) is where(c, a + d, b + e). */
function sameCondition(a: Expression, b: Expression, make: Make): Expression | undefined {
  if (!isOp(a, "where") || !isOp(b, "where") || a.args[0] !== b.args[0]) return undefined;
  const sum = (i: number): Expression => make("add", a.args[i] as Expression, b.args[i] as Expression);
  return make("where", a.args[0] as Expression, sum(1), sum(2));
}
