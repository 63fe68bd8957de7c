import type { Graph, Initializer, Node } from "../model/model.js";

/** A value for one element: a number, or one for each part. Truth values are 1 and 0. */
export type Scalars = readonly number[];

/**
 * Evaluates a graph of elementwise operators for one element, as ONNX Runtime does except for the last digits. It shows how the
 * graph treats infinities and zeros without running it. A reduction gets a single element.
 */
export function interpret(graph: Graph, inputs: Readonly<Record<string, Scalars>>): Record<string, Scalars> {
  const values: Record<string, Scalars> = { ...inputs };
  const types = new Map<string, string>(graph.inputs.map(({ name, type }) => [name, type]));
  for (const stored of graph.initializers) {
    values[stored.name] = decode(stored);
    types.set(stored.name, stored.type);
  }
  for (const node of graph.nodes) {
    const args = node.inputs.map((name) => values[name] as Scalars);
    const first = types.get(node.inputs[node.op === "Where" ? 1 : 0] as string) as string;
    const type = node.op === "Cast" ? castType(node) : first;
    const results = run(node, args);
    for (const [i, name] of node.outputs.entries()) {
      const result = results[i] as Scalars;
      values[name] = type === "double" ? result : result.map(Math.fround);
      types.set(name, type);
    }
  }
  return values;
}

function castType(node: Node): string {
  const to = node.attributes["to"];
  return to !== undefined && "int" in to && to.int === 11 ? "double" : "float";
}

function run(node: Node, args: readonly Scalars[]): readonly Scalars[] {
  const [a] = args as [Scalars];
  switch (node.op) {
    case "Split":
      return a.map((value) => [value]);
    case "Concat":
      return [args.flat()];
    case "Cast":
    case "Expand":
    case "Identity":
    case "ReduceSum":
      return [a];
    case "Shape":
      return [[1]];
    default: {
      const operator = operators[node.op];
      if (operator === undefined) throw new TypeError(`${node.op} is not an elementwise operator.`);
      const width = Math.max(...args.map(({ length }) => length));
      const at = (arg: Scalars | undefined, i: number): number => arg?.[arg.length === 1 ? 0 : i] as number;
      return [
        Array.from({ length: width }, (_, i) => operator(at(args[0], i), at(args[1], i), at(args[2], i))),
      ];
    }
  }
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

const operators: Readonly<Record<string, (a: number, b: number, c: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Neg: (a) => -a,
  Abs: Math.abs,
  Sqrt: Math.sqrt,
  Reciprocal: (a) => 1 / a,
  Exp: Math.exp,
  Log: Math.log,
  Tanh: Math.tanh,
  Sin: Math.sin,
  Cos: Math.cos,
  Atan: Math.atan,
  Relu: (a) => (a < 0 ? 0 : a),
  Sign: (a) => Math.sign(a) + 0,
  Max: (a, b) => Math.max(a, b),
  Min: (a, b) => Math.min(a, b),
  Clip: (a, lower, upper) => (a < lower ? lower : a > upper ? upper : a),
  Less: (a, b) => truth(a < b),
  LessOrEqual: (a, b) => truth(a <= b),
  Greater: (a, b) => truth(a > b),
  GreaterOrEqual: (a, b) => truth(a >= b),
  Equal: (a, b) => truth(a === b),
  Not: (a) => 1 - a,
  And: (a, b) => a * b,
  Or: (a, b) => truth(a + b > 0),
  IsNaN: (a) => truth(Number.isNaN(a)),
  IsInf: (a) => truth(Math.abs(a) === Infinity),
  // ONNX Runtime adds the selected values to zeros, so −0 of the first branch becomes 0.
  Where: (condition, a, b) => (condition === 0 ? b : a + 0),
};

function decode({ type, data }: Initializer): Scalars {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (type === "double")
    return Array.from({ length: data.length / 8 }, (_, i) => view.getFloat64(i * 8, true));
  if (type === "float")
    return Array.from({ length: data.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
  return Array.from(data);
}
