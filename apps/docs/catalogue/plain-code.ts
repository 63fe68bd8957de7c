import {
  type AnyActivation,
  type AnyBindings,
  type Definition,
  type Expression,
  type InputExpression,
  input,
  isReduction,
  type OperationExpression,
  type Primitive,
  parameter,
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

const infix: Partial<Record<Primitive, readonly [sign: string, binds: number]>> = {
  greater: [">", relation],
  greaterEqual: [">=", relation],
  less: ["<", relation],
  lessEqual: ["<=", relation],
  equal: ["===", relation],
  add: ["+", sum],
  sub: ["-", sum],
  mul: ["*", product],
  div: ["/", product],
};

/** What is called by name in a formula and has no name in `Math`; `u` is its argument. */
const spelled: Partial<
  Record<Primitive, (u: string, tight: string) => readonly [text: string, binds: number]>
> = {
  sigmoid: (_, u) => [`1 / (1 + Math.exp(-${u}))`, product],
  softplus: (u) => [`Math.log1p(Math.exp(${u}))`, atom],
  sech: (u) => [`1 / Math.cosh(${u})`, product],
  erf: (u) => [`erf(${u})`, atom],
  normalCdf: (_, u) => [`(1 + erf(${u} / Math.SQRT2)) / 2`, product],
  neg: (_, u) => [`-${u}`, unary],
  square: (_, u) => [`${u} ** 2`, unary],
};

/** The reductions over a row: a name for the result, and how it comes from a program for a member. */
const reductions: Partial<Record<Primitive, readonly [name: string, line: (of: string) => string]>> = {
  sumAlong: ["sum", (of) => `x.reduce((total, _, j) => total + ${of}, 0)`],
  maxAlong: ["largest", (of) => `Math.max(...x.map((_, j) => ${of}))`],
  argmaxAlong: ["position", () => "x.indexOf(Math.max(...x))"],
};

/** Writes expressions as TypeScript; what is reduced over the row becomes a line of its own, before. */
class Writer {
  readonly lines = new Map<Expression, string>();
  private counter = "i";

  write(node: Expression): readonly [text: string, binds: number] {
    if (node.kind === "constant") return [String(node.value), node.value < 0 ? unary : atom];
    if (node.kind === "operation") return this.operation(node);
    if (node.tex === "position") return [this.counter, atom];
    return [node.tex === "row" ? `${node.name}[${this.counter}]` : node.name, atom];
  }

  private tight(node: Expression, binds: number): string {
    const [text, own] = this.write(node);
    return own >= binds ? text : `(${text})`;
  }

  private operation(node: OperationExpression): readonly [text: string, binds: number] {
    const { op, args } = node;
    const [a, b, c] = args as readonly [Expression, Expression, Expression];
    const [sign, binds] = infix[op] ?? ["", atom];
    if (sign !== "") return [`${this.tight(a, binds)} ${sign} ${this.tight(b, binds + 1)}`, binds];
    if (isReduction(op)) return [this.reduced(node), atom];
    if (op === "where")
      return [`${this.tight(a, relation)} ? ${this.tight(b, relation)} : ${this.tight(c, choice)}`, choice];
    const words = spelled[op]?.(this.write(a)[0], this.tight(a, atom));
    return words ?? [`Math.${op}(${args.map((arg) => this.write(arg)[0]).join(", ")})`, atom];
  }

  private reduced(node: OperationExpression): string {
    const [name, line] = reductions[node.op] ?? [];
    if (name === undefined || line === undefined) throw new Error(`There is no plain code for ${node.op}.`);
    if (!this.lines.has(node)) {
      this.counter = "j";
      this.lines.set(node, `  const ${name} = ${line(this.tight(node.args[0] as Expression, sum))};`);
      this.counter = "i";
    }
    return name;
  }
}

/** Those that search a row for a threshold: no formula is a program for that. */
const searching: readonly string[] = ["sparsemax", "entmax15"];

/** An activation's formula as a function in plain TypeScript; undefined where there is none. */
export function plainCode({ definition }: AnyActivation): string | undefined {
  const { name, domain } = definition;
  if (searching.includes(name)) return undefined;
  if (name === "erf") return erf;
  const { bindings, args } = boundToNames(definition);
  const writer = new Writer();
  const results = [definition.expression(bindings)].flat() as Expression[];
  const written = results.map((result) => writer.write(simplify(result))[0]);
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
