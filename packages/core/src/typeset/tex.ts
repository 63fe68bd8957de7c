import type { Expression, OperationExpression, Primitive } from "../expression/expression.js";
import { overRow } from "../expression/row-index.js";
import { namedFunctions } from "./named-functions.js";

/** How tightly an operation binds: a looser one inside a tighter one is put in parentheses. */
const sum = 1;
const product = 2;
const negation = 2;
const power = 3;
const atom = 4;

/**
 * Prints an expression as TeX, for KaTeX, MathJax and a notebook's `text/latex`. The result stands in math mode,
 * without delimiters: `x\,\Phi(x)`.
 */
export function toTex(expression: Expression): string {
  return print(expression).tex;
}

interface Printed {
  readonly tex: string;
  readonly binds: number;
}

function print(node: Expression): Printed {
  if (node.kind === "constant") return printConstant(node.value, node.tex);
  if (node.kind !== "operation") return { tex: node.tex ?? node.name, binds: atom };
  return printOperation(node);
}

function printConstant(value: number, name: string | undefined): Printed {
  if (name !== undefined) return { tex: name, binds: atom };
  if (value === Infinity) return { tex: "\\infty", binds: atom };
  if (value < 0 || Object.is(value, -0))
    return { tex: `-${printConstant(-value, undefined).tex}`, binds: negation };
  return {
    tex: String(value).replace(/e([+-]?)(\d+)$/, (_, s, e) => `\\cdot 10^{${s === "-" ? "-" : ""}${e}}`),
    binds: atom,
  };
}

/** Prints an argument so that it binds at least as tightly as asked for. */
function tight(node: Expression, binds: number): string {
  const printed = print(node);
  return printed.binds >= binds ? printed.tex : `\\left(${printed.tex}\\right)`;
}

const related: Partial<Record<Primitive, string>> = {
  greater: ">",
  greaterEqual: "\\ge",
  less: "<",
  lessEqual: "\\le",
  equal: "=",
};

function printOperation(node: OperationExpression): Printed {
  const [a, b, c] = node.args as readonly [Expression, Expression, Expression];
  const relation = related[node.op];
  if (relation !== undefined) return { tex: `${tight(a, sum)} ${relation} ${tight(b, sum)}`, binds: 0 };
  const named = namedFunctions[node.op];
  if (named !== undefined) return { tex: `${named.symbol}${parenthesised(node.args)}`, binds: atom };
  switch (node.op) {
    case "add":
      return { tex: printSum(a, b), binds: sum };
    case "sub":
      return { tex: `${tight(a, sum)} - ${tight(b, product)}`, binds: sum };
    case "mul":
      return { tex: printProduct(node), binds: product };
    case "div":
      return { tex: `\\frac{${print(a).tex}}{${print(b).tex}}`, binds: atom };
    case "neg":
      return { tex: `-${tight(a, product)}`, binds: negation };
    case "abs":
      return { tex: `\\left|${print(a).tex}\\right|`, binds: atom };
    case "sqrt":
      return { tex: `\\sqrt{${print(a).tex}}`, binds: atom };
    case "square":
      return { tex: printPower(a, 2), binds: power };
    case "exp":
      return { tex: `e^{${printExponent(a)}}`, binds: power };
    case "expm1":
      return { tex: `e^{${printExponent(a)}} - 1`, binds: sum };
    case "log1p":
      return { tex: `\\ln\\left(1 + ${tight(a, product)}\\right)`, binds: atom };
    case "where":
      return { tex: printCases(a, b, c), binds: atom };
    case "sumAlong":
      return printAlong("\\sum", a);
    case "maxAlong":
      return printAlong("\\max", a);
    case "argmaxAlong":
      return printAlong("\\operatorname*{arg\\,max}", a);
    // The threshold belongs to the row, whatever of it the argument holds.
    case "sparsemaxThreshold":
    case "entmax15Threshold":
      return { tex: "\\tau(x)", binds: atom };
    default:
      return { tex: `\\operatorname{${node.op}}${parenthesised(node.args)}`, binds: atom };
  }
}

/** An exponent is small: its quotient stands in the line. */
function printExponent(a: Expression): string {
  if (a.kind !== "operation" || a.op !== "div") return print(a).tex;
  const [over, under] = a.args as readonly [Expression, Expression];
  return `${tight(over, product)}/${tight(under, atom)}`;
}

/** A reduction over the row; a sum from which a condition keeps some out says so below its sign. */
function printAlong(sign: string, argument: Expression): Printed {
  const { index, body } = overRow(argument);
  const [condition, left, right] = isCase(body) ? body.args : [];
  const isKept = condition?.kind === "operation" && condition.op === "equal";
  if (sign === "\\sum" && isKept && left?.kind === "constant" && left.value === 0) {
    const [a, b] = condition.args as readonly [Expression, Expression];
    const which = `${index}:\\,${tight(a, sum)} \\ne ${tight(b, sum)}`;
    return { tex: `${sign}_{${which}} ${tight(right as Expression, product)}`, binds: product };
  }
  return { tex: `${sign}_${index} ${tight(body, product)}`, binds: product };
}

function parenthesised(args: readonly Expression[]): string {
  return `\\left(${args.map((arg) => print(arg).tex).join(", ")}\\right)`;
}

function printSum(a: Expression, b: Expression): string {
  const right = print(b);
  if (right.tex.startsWith("-")) return `${tight(a, sum)} - ${right.tex.slice(1)}`;
  return `${tight(a, sum)} + ${right.tex}`;
}

/** Factors side by side, equal ones as a power, with a dot where two numbers would run together. */
function printProduct(node: Expression): string {
  const powers = new Map<string, { node: Expression; power: number }>();
  for (const factor of factorsOf(node)) {
    const key = print(factor).tex;
    const known = powers.get(key);
    powers.set(key, { node: factor, power: (known?.power ?? 0) + 1 });
  }
  const printed = [...powers.values()].map(({ node: factor, power: n }) => {
    if (n > 1) return printPower(factor, n);
    const { tex, binds } = print(factor);
    return binds < product || tex.startsWith("-") ? `\\left(${tex}\\right)` : tex;
  });
  return printed.reduce((left, right) =>
    /\d$/.test(left) && /^\d/.test(right) ? `${left} \\cdot ${right}` : `${left}\\,${right}`,
  );
}

function factorsOf(node: Expression): Expression[] {
  if (node.kind !== "operation") return [node];
  const [a, b] = node.args as readonly [Expression, Expression];
  if (node.op === "square") return [...factorsOf(a), ...factorsOf(a)];
  return node.op === "mul" ? [...factorsOf(a), ...factorsOf(b)] : [node];
}

/** σ²(x) for a function, x² for a name, max(…)² and (…)² for the rest. */
function printPower(a: Expression, n: number): string {
  const named = a.kind === "operation" ? namedFunctions[a.op] : undefined;
  if (a.kind === "operation" && named !== undefined && a.op !== "max" && a.op !== "min")
    return `${named.symbol}^${n}${parenthesised(a.args)}`;
  return `${tight(a, atom)}^${n}`;
}

/** The rows of a piecewise formula; a case within a case that shares its otherwise is one row with two conditions. */
function printCases(condition: Expression, a: Expression, b: Expression): string {
  const rows: string[] = [];
  const row = (value: Expression, conditions: readonly Expression[], otherwise: Expression): void => {
    if (isCase(value) && print(value.args[2] as Expression).tex === print(otherwise).tex) {
      row(value.args[1] as Expression, [...conditions, value.args[0] as Expression], otherwise);
      return;
    }
    const text = conditions.map((each) => print(each).tex).join(" \\text{ and } ");
    rows.push(`${print(value).tex} & \\text{if } ${text}`);
  };
  row(a, [condition], b);
  let rest = b;
  while (isCase(rest)) {
    const [next, value, otherwise] = rest.args as readonly [Expression, Expression, Expression];
    row(value, [next], otherwise);
    rest = otherwise;
  }
  rows.push(`${print(rest).tex} & \\text{otherwise}`);
  return `\\begin{cases} ${rows.join(" \\\\ ")} \\end{cases}`;
}

function isCase(node: Expression): node is OperationExpression {
  return node.kind === "operation" && node.op === "where";
}
