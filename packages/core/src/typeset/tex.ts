import type { Expression, OperationExpression, Primitive } from "../expression/expression.js";
import { overRow } from "../expression/row-index.js";

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

function printOperation(node: OperationExpression): Printed {
  const form = notation[node.op];
  if (typeof form === "function")
    return form(node.args as readonly [Expression, Expression, Expression], node);
  return { tex: `${form.symbol}${parenthesized(node.args)}`, binds: atom };
}

/** A function that formulas call by its name. */
export interface NamedFunction {
  /** Its name as TeX. */
  readonly symbol: string;
  /** What it is at `u`, as TeX; not given for those that every reader knows. */
  readonly at?: (u: string) => string;
}

type Form = (args: readonly [Expression, Expression, Expression], node: OperationExpression) => Printed;

const relation =
  (sign: string): Form =>
  ([a, b]) => ({ tex: `${tight(a, sum)} ${sign} ${tight(b, sum)}`, binds: 0 });

/** How each primitive is printed: as a name with arguments, or in a form of its own. */
const notation: Readonly<Record<Primitive, NamedFunction | Form>> = {
  greater: relation(">"),
  greaterEqual: relation("\\ge"),
  less: relation("<"),
  lessEqual: relation("\\le"),
  equal: relation("="),
  add: ([a, b]) => ({ tex: printSum(a, b), binds: sum }),
  sub: ([a, b]) => ({ tex: `${tight(a, sum)} - ${tight(b, product)}`, binds: sum }),
  mul: (_, node) => ({ tex: printProduct(node), binds: product }),
  div: ([a, b]) => ({ tex: `\\frac{${print(a).tex}}{${print(b).tex}}`, binds: atom }),
  square: ([a]) => ({ tex: printPower(a, 2), binds: power }),
  sqrt: ([a]) => ({ tex: `\\sqrt{${print(a).tex}}`, binds: atom }),
  neg: ([a]) => ({ tex: `-${tight(a, product)}`, binds: negation }),
  abs: ([a]) => ({ tex: `\\left|${print(a).tex}\\right|`, binds: atom }),
  sign: {
    symbol: "\\operatorname{sgn}",
    at: (u) =>
      `\\begin{cases} -1 & \\text{if } ${u} < 0 \\\\ 0 & \\text{if } ${u} = 0 \\\\ 1 & \\text{if } ${u} > 0 \\end{cases}`,
  },
  min: { symbol: "\\min" },
  max: { symbol: "\\max" },
  where: ([condition, a, b]) => ({ tex: printCases(condition, a, b), binds: atom }),
  exp: ([a]) => ({ tex: `e^{${printExponent(a)}}`, binds: power }),
  expm1: ([a]) => ({ tex: `e^{${printExponent(a)}} - 1`, binds: sum }),
  log: { symbol: "\\ln" },
  log1p: ([a]) => ({ tex: `\\ln\\left(1 + ${tight(a, product)}\\right)`, binds: atom }),
  tanh: { symbol: "\\tanh", at: (u) => `\\frac{e^{${u}} - e^{-${u}}}{e^{${u}} + e^{-${u}}}` },
  sech: { symbol: "\\operatorname{sech}", at: (u) => `\\frac{2}{e^{${u}} + e^{-${u}}}` },
  sigmoid: { symbol: "\\sigma", at: (u) => `\\frac{1}{1 + e^{-${u}}}` },
  softplus: { symbol: "\\operatorname{softplus}", at: (u) => `\\ln\\left(1 + e^{${u}}\\right)` },
  erf: {
    symbol: "\\operatorname{erf}",
    at: (u) => `\\frac{2}{\\sqrt{\\pi}} \\int_0^{${u}} e^{-t^2}\\,dt`,
  },
  normalCdf: {
    symbol: "\\Phi",
    at: (u) => `\\frac{1}{\\sqrt{2\\pi}} \\int_{-\\infty}^{${u}} e^{-t^2/2}\\,dt`,
  },
  normalPdf: { symbol: "\\varphi", at: (u) => `\\frac{1}{\\sqrt{2\\pi}}\\,e^{-${u}^2/2}` },
  sin: { symbol: "\\sin" },
  cos: { symbol: "\\cos" },
  atan: { symbol: "\\arctan", at: (u) => `\\int_0^{${u}} \\frac{dt}{1 + t^2}` },
  sumAlong: ([a]) => printAlong("\\sum", a),
  maxAlong: ([a]) => printAlong("\\max", a),
  argmaxAlong: ([a]) => printAlong("\\operatorname*{arg\\,max}", a),
  sparsemaxThreshold: () => threshold,
  entmax15Threshold: () => threshold,
};

/** A threshold belongs to the row, whatever of it the argument holds. */
const threshold: Printed = { tex: "\\tau(x)", binds: atom };

/** How a primitive is named in formulas; undefined where it is printed in a form of its own. */
export function namedFunction(op: Primitive): NamedFunction | undefined {
  const form = notation[op];
  return typeof form === "function" ? undefined : form;
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

function parenthesized(args: readonly Expression[]): string {
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
  const named = a.kind === "operation" ? namedFunction(a.op) : undefined;
  if (a.kind === "operation" && named !== undefined && a.op !== "max" && a.op !== "min")
    return `${named.symbol}^${n}${parenthesized(a.args)}`;
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
