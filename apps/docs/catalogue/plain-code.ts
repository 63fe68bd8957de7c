import {
  type AnyActivation,
  type AnyBindings,
  type Definition,
  type ElementwisePrimitive,
  type Expression,
  type InputExpression,
  input,
  isReduction,
  type OperationExpression,
  parameter,
  type ReductionPrimitive,
  simplify,
} from "@actfn/core";

/** The one function that formulas call and JavaScript has no short way to write. */
const erf = `function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * Math.exp(-x * x)) / Math.sqrt(Math.PI)) * sum;
}`;

/** How tightly what is written binds: a looser one inside a tighter one is put in parentheses. */
const [choice, relation, sum, product, unary, atom] = [0, 1, 2, 3, 4, 5];

type Code = readonly [text: string, binds: number];

/** Writes an operation; `tight(i, binds)` is its i-th argument, in parentheses where that binds less tightly. */
type Form = (tight: (i: number, binds: number) => string) => Code;

const infix =
  (sign: string, binds: number): Form =>
  (tight) => [`${tight(0, binds)} ${sign} ${tight(1, binds + 1)}`, binds];
const call =
  (name: string): Form =>
  (tight) => [`${name}(${tight(0, choice)})`, atom];

const forms: Readonly<Record<ElementwisePrimitive, Form>> = {
  greater: infix(">", relation),
  greaterEqual: infix(">=", relation),
  less: infix("<", relation),
  lessEqual: infix("<=", relation),
  equal: infix("===", relation),
  add: infix("+", sum),
  sub: infix("-", sum),
  mul: infix("*", product),
  div: infix("/", product),
  square: (tight) => [`${tight(0, atom)} ** 2`, unary],
  sqrt: call("Math.sqrt"),
  neg: (tight) => [`-${tight(0, atom)}`, unary],
  abs: call("Math.abs"),
  sign: call("Math.sign"),
  min: (tight) => [`Math.min(${tight(0, choice)}, ${tight(1, choice)})`, atom],
  max: (tight) => [`Math.max(${tight(0, choice)}, ${tight(1, choice)})`, atom],
  where: (tight) => [`${tight(0, relation)} ? ${tight(1, relation)} : ${tight(2, choice)}`, choice],
  exp: call("Math.exp"),
  expm1: call("Math.expm1"),
  log: call("Math.log"),
  log1p: call("Math.log1p"),
  tanh: call("Math.tanh"),
  sech: (tight) => [`1 / Math.cosh(${tight(0, choice)})`, product],
  sigmoid: (tight) => [`1 / (1 + Math.exp(-${tight(0, atom)}))`, product],
  softplus: (tight) => [`Math.log1p(Math.exp(${tight(0, choice)}))`, atom],
  erf: call("erf"),
  normalCdf: (tight) => [`(1 + erf(${tight(0, atom)} / Math.SQRT2)) / 2`, product],
  normalPdf: (tight) => [`Math.exp(-(${tight(0, atom)} ** 2) / 2) / Math.sqrt(2 * Math.PI)`, product],
  sin: call("Math.sin"),
  cos: call("Math.cos"),
  atan: call("Math.atan"),
};

type Line = readonly [name: string, line: (of: string) => string];

/** The reductions over a row: a name for the result, and how it comes from a program for a member; null where a formula is no program. */
const reductions: Readonly<Record<ReductionPrimitive, Line | null>> = {
  sumAlong: ["sum", (of) => `x.reduce((total, _, j) => total + ${of}, 0)`],
  maxAlong: ["largest", (of) => `Math.max(...x.map((_, j) => ${of}))`],
  argmaxAlong: ["position", () => "x.indexOf(Math.max(...x))"],
  sparsemaxThreshold: null,
  entmax15Threshold: null,
};

/** Writes expressions as TypeScript; what is reduced over the row becomes a line of its own, before. */
class Writer {
  readonly lines = new Map<Expression, string>();
  /** Whether something written searches the row for a number, for which there is no line. */
  searches = false;
  private counter = "i";

  write(node: Expression): Code {
    if (node.kind === "constant") return [String(node.value), node.value < 0 ? unary : atom];
    if (node.kind === "operation") return this.operation(node);
    if (node.tex === "position") return [this.counter, atom];
    return [node.tex === "row" ? `${node.name}[${this.counter}]` : node.name, atom];
  }

  private tight(node: Expression, binds: number): string {
    const [text, own] = this.write(node);
    return own >= binds ? text : `(${text})`;
  }

  private operation(node: OperationExpression): Code {
    const { op, args } = node;
    if (isReduction(op)) return [this.reduced(node, op), atom];
    return forms[op]((i, binds) => this.tight(args[i] as Expression, binds));
  }

  private reduced(node: OperationExpression, op: ReductionPrimitive): string {
    const reduction = reductions[op];
    if (reduction === null) {
      this.searches = true;
      return op;
    }
    const [name, line] = reduction;
    if (!this.lines.has(node)) {
      this.counter = "j";
      this.lines.set(node, `  const ${name} = ${line(this.tight(node.args[0] as Expression, sum))};`);
      this.counter = "i";
    }
    return name;
  }
}

/** An activation's formula as a function in plain TypeScript; undefined where there is none. */
export function plainCode({ definition }: AnyActivation): string | undefined {
  const { name, domain } = definition;
  if (name === "erf") return erf;
  const { bindings, args } = boundToNames(definition);
  const writer = new Writer();
  const results = [definition.expression(bindings)].flat() as Expression[];
  const written = results.map((result) => writer.write(simplify(result))[0]);
  if (writer.searches) return undefined;
  const result = written.length === 1 ? (written[0] as string) : `[${written.join(", ")}]`;
  const isRow = domain.kind === "axis" && domain.reduces !== true;
  return [
    ...(result.includes("erf(") ? [erf, ""] : []),
    `function ${name}(${args.join(", ")}): number${isRow || written.length > 1 ? "[]" : ""} {`,
    ...writer.lines.values(),
    `  return ${isRow ? `x.map((_, i) => ${result})` : result};`,
    "}",
  ].join("\n");
}

/** Bindings that are written as the names of arguments, and the arguments as they are declared. */
function boundToNames({ domain, options }: Definition): { bindings: AnyBindings; args: string[] } {
  const isRow = domain.kind === "axis";
  const parts = domain.kind !== "grouped" ? [] : domain.parts === 1 ? ["x"] : ["a", "b"];
  const bindings: Record<string, Expression | readonly InputExpression[] | string | boolean> = {
    x: input("x", isRow ? "row" : "x"),
    index: input("i", "position"),
    parts: parts.map((part) => input(part)),
  };
  const args = isRow
    ? ["x: number[]"]
    : (parts.length === 0 ? ["x"] : parts).map((part) => `${part}: number`);
  for (const [name, spec] of Object.entries(options)) {
    if (spec.type === "choice" || spec.type === "flag") bindings[name] = spec.default;
    else if (spec.type !== "axis" && !(domain.kind === "grouped" && domain.parts === name)) {
      const isMember = isRow && spec.type === "tensor";
      bindings[name] = isMember ? input(name, "row") : parameter(name);
      const value = isMember ? `x.map(() => ${spec.default})` : spec.default;
      args.push(value === undefined ? `${name}: number` : `${name} = ${value}`);
    }
  }
  return { bindings: bindings as unknown as AnyBindings, args };
}
